using System.Globalization;
using System.Text.RegularExpressions;
using Shipkeeper.Database;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Snapshots;

/// <summary>Asks what must be known before a snapshot can be decided on.</summary>
internal static partial class SnapshotObserver
{
    private const int MaximumBytes = 64 * 1024;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    /// <exception cref="ShipkeeperException"><c>database.missing</c>, <c>database.not-ours</c>: no snapshot is possible, and no bar.</exception>
    public static async Task<SnapshotFacts> ObserveAsync(PlatformSession session, DatabaseServer server, string databaseName, CancellationToken ct)
    {
        var database = await KnownDatabases.GetAsync(server, databaseName, ct);
        DatabaseBar.MustBeOurs(server, database);
        const string Sql =
            """
            select pg_catalog.pg_database_size(d.oid), r.rolcreatedb or r.rolsuper,
                   coalesce(nullif(pg_catalog.pg_tablespace_location(d.dattablespace), ''), (select setting from pg_catalog.pg_settings where name = 'data_directory'))
            from pg_catalog.pg_database d, pg_catalog.pg_roles r where d.oid = $1::oid and r.rolname = current_user
            """;
        var row = (await server.Connection.QueryAsync(Sql, 1, ct, database.Oid.ToString(CultureInfo.InvariantCulture))).Rows[0];
        return new(
            databaseName,
            long.Parse(row[0]!, CultureInfo.InvariantCulture),
            row[2] is { } folder ? await FreeBytesAsync(session, folder, ct) : null,
            new DriveInfo(session.Platform.Directory).AvailableFreeSpace,
            row[1] == "t");
    }

    /// <param name="folder">In the server's container. An image without <c>df</c> has its folder on a mount, which may be seen from here.</param>
    private static async Task<long?> FreeBytesAsync(PlatformSession session, string folder, CancellationToken ct)
    {
        var container = await ServerContainer.FindAsync(session, ct);
        try
        {
            var result = await session.Docker.Containers.ExecAsync(container, ["df", "-Pk", folder], TimeLimit, MaximumBytes, ct);
            if (result.Ok && FindFreeBytes(result.Output) is { } free)
            {
                return free;
            }
        }
        catch (ShipkeeperException failure) when (failure.Code == DockerErrors.FailedCode)
        {
            // Without df in it: some engines say so by an error.
        }

        var mount = ServerContainer.FindMount(await session.Docker.Containers.InspectAsync(container, ct), folder);
        return mount is { Source.Length: > 0 } && Directory.Exists(mount.Source) ? new DriveInfo(mount.Source).AvailableFreeSpace : null;
    }

    /// <param name="output">Of <c>df -Pk</c>: a heading, and one line.</param>
    internal static long? FindFreeBytes(string output) =>
        Columns().Match(output) is { Success: true } match && long.TryParse(match.Groups["free"].ValueSpan, CultureInfo.InvariantCulture, out var kibibytes)
            ? kibibytes * 1024
            : null;

    [GeneratedRegex(@"\s\d+\s+\d+\s+(?<free>\d+)\s+(\d+%|-)\s+/", RegexOptions.ExplicitCapture)]
    private static partial Regex Columns();
}
