using System.Globalization;
using Shipkeeper.Database;
using Shipkeeper.Model;
using Shipkeeper.Snapshots;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Volumes;

namespace Shipkeeper.Majors;

/// <summary>Finds out whether a move takes the database server to another major version, and whether that can work, before anything is stopped.</summary>
internal sealed class MajorObserver(PlatformSession session, DatabaseServer server)
{
    private const int Many = 100_000;

    /// <param name="fetch">Whether an image that is not here may be pulled, to look at it.</param>
    /// <returns>Null where the version stays; or nobody can tell it of the image, and the server itself will.</returns>
    public static async Task<MajorChange?> FindAsync(PlatformSession session, Release from, Release to, bool fetch, CancellationToken ct)
    {
        if (session.Platform.Definition.Database?.Service.Text is not { } service
            || from.Services.GetValueOrDefault(service)?.Pin is not { } before || to.Services.GetValueOrDefault(service)?.Pin is not { } after || before.Exact == after.Exact
            || ServerMajor.Of(await FindImageAsync(session, after, fetch, ct)) is not { } major)
        {
            return null;
        }

        await using var server = await DatabaseServer.OpenAsync(session, "plan", SnapshotLimits.Usual, ct);
        var running = await ServerMajor.OfAsync(server, ct);
        return major == running ? null
            : major < running ? throw MajorErrors.Older(service, after.Reference, running, major)
            : await new MajorObserver(session, server).ObserveAsync(service, from, running, major, ct);
    }

    /// <summary>A release that was left by a major upgrade runs on other data than there are now.</summary>
    /// <exception cref="ShipkeeperException"><c>major.refused</c></exception>
    public static async Task RefuseReturnAsync(PlatformSession session, Release from, Release to, CancellationToken ct)
    {
        if (session.Platform.Definition.Database?.Service.Text is { } service && from.DatabaseMajor is { } major && to.DatabaseMajor is { } old && major != old)
        {
            var kept = from.Volumes.Values.Select(volume => MajorChange.NameOfKept(volume, old)).ToHashSet();
            var volumes = await session.Docker.Volumes.ListAsync([], ct);
            throw MajorErrors.NoWayBack(to.Number, service, old, major, volumes.Select(volume => volume.Name).FirstOrDefault(kept.Contains));
        }
    }

    private static async Task<ImageDetails> FindImageAsync(PlatformSession session, Pin pin, bool fetch, CancellationToken ct)
    {
        if (await PresentImages.FindAsync(session.Docker, pin.Exact, ct) is { } image)
        {
            return image;
        }

        await session.PullImageAsync(fetch ? pin.Exact : throw MajorErrors.ImageNotHere(pin.Reference), _ => { }, ct);
        return await session.Docker.Images.InspectAsync(pin.Exact, ct);
    }

    private async Task<MajorChange> ObserveAsync(string service, Release release, int from, int to, CancellationToken ct)
    {
        if ((await AskAsync("select rolsuper::text from pg_catalog.pg_roles where rolname = current_user", ct)).Single() != "true")
        {
            throw MajorErrors.NoSuperuser(server.Login.User);
        }

        if (await AskAsync("select spcname from pg_catalog.pg_tablespace where spcname not in ('pg_default', 'pg_global') order by 1", ct) is { Count: > 0 } tablespaces)
        {
            throw MajorErrors.Tablespaces(tablespaces);
        }

        var known = await KnownDatabases.ListAsync(server, ct);
        IReadOnlyList<string> kept = [.. KeptDatabases.Among(known, server.Login.Database).Select(one => one.Database.Name)];
        var volume = await FindVolumeAsync(service, release, ct);
        var users = (await VolumeUsers.FindAsync(session, ct)).UsersOf(volume);
        var change = new MajorChange(
            service, from, to, volume, [.. release.ServicesOf(Layer.Infrastructure).Where(users.Contains)], await FindDatabasesAsync(known, kept, ct), kept);
        if ((await session.Docker.Volumes.ListAsync([], ct)).Any(one => one.Name == change.KeptVolume))
        {
            throw MajorErrors.KeptAlready(change.KeptVolume);
        }

        await MustHaveRoomAsync(change, ct);
        return change;
    }

    /// <summary>That of the platform, and every other one with something in it; not what operations have kept.</summary>
    private async Task<IReadOnlyList<string>> FindDatabasesAsync(IReadOnlyList<KnownDatabase> known, IReadOnlyList<string> kept, CancellationToken ct)
    {
        var moved = new List<string> { server.Login.Database };
        foreach (var database in known.Where(one => one.Name is not ("template0" or "template1") && one.Name != server.Login.Database && !kept.Contains(one.Name)))
        {
            if (!database.TakesConnections)
            {
                throw MajorErrors.Closed(database.Name);
            }

            await using var inside = await PostgresConnection.OpenAsync(server.Login.To(database.Name), SnapshotLimits.Usual, ct);
            if ((await DatabaseInventory.ReadAsync(inside, ct)).Any(line => line is not ("schema public" or "extension plpgsql")))
            {
                moved.Add(database.Name);
            }
        }

        return moved;
    }

    private async Task<string> FindVolumeAsync(string service, Release release, CancellationToken ct)
    {
        var folder = (await AskAsync("select setting from pg_catalog.pg_settings where name = 'data_directory'", ct)).Single();
        var container = await session.Docker.Containers.InspectAsync(await ServerContainer.FindAsync(session, ct), ct);
        var mount = ServerContainer.FindMount(container, folder);
        return mount is { Type: "volume", Name: { } name } && release.Volumes.Values.Contains(name) ? name : throw MajorErrors.NoVolume(service, folder);
    }

    /// <summary>The old files stay beside the new ones, which are not larger; and the dump is rarely larger than the databases.</summary>
    private async Task MustHaveRoomAsync(MajorChange change, CancellationToken ct)
    {
        var facts = await SnapshotObserver.ObserveAsync(session, server, server.Login.Database, ct);
        var databases = long.Parse((await AskAsync("select sum(pg_catalog.pg_database_size(oid))::text from pg_catalog.pg_database", ct)).Single(), CultureInfo.InvariantCulture);
        var volume = (await session.Docker.Volumes.MeasureAsync(ct)).GetValueOrDefault(change.Volume, databases);
        IReadOnlyList<SnapshotRoom> rooms =
        [
            new("on the disk of the database server", volume + databases, facts.ServerFreeBytes), new("on the disk of the platform directory", databases, facts.DumpFreeBytes),
        ];
        if (rooms.Any(room => !room.Fits))
        {
            throw MajorErrors.NoRoom(rooms);
        }
    }

    private async Task<IReadOnlyList<string>> AskAsync(string sql, CancellationToken ct) => [.. (await server.Connection.QueryAsync(sql, Many, ct)).Rows.Select(row => row[0]!)];
}
