using System.Globalization;
using Shipkeeper.Database;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.Snapshots;

/// <summary>
/// Puts a kept database into the place of the platform's own, and keeps that one: two renames in one transaction, in milliseconds whatever the
/// size. The one gets its own comment back, the other stays barred and gets a marker.
/// </summary>
internal sealed class DatabaseSwap(DatabaseServer server)
{
    /// <param name="incoming">Complete.</param>
    /// <param name="outgoing">What the platform's database is from then on; its comment is seen to.</param>
    /// <param name="opens">Whether the one that comes takes connections from then on.</param>
    /// <exception cref="ShipkeeperException">Nothing has changed, but that the platform's database is barred.</exception>
    public async Task RunAsync(KeptDatabase incoming, SnapshotMarker outgoing, bool opens, CancellationToken ct)
    {
        var leaving = await KnownDatabases.GetAsync(server, outgoing.Database, ct);
        var leavingName = SnapshotNames.Of(outgoing);
        DatabaseBar.MustBeOurs(server, leaving);
        await DatabaseBar.BarAsync(server, leaving, ct);
        await DatabaseBar.BarAsync(server, incoming.Database, ct);
        try
        {
            await OtherSessions.DoWithoutThemAsync(
                server,
                [leaving, incoming.Database],
                () => server.Connection.InTransactionAsync(() => RenameAsync(incoming, leaving, outgoing with { Comment = leaving.Comment }, opens, ct), ct),
                ct);
        }
        catch (SqlRefusedException refusal) when (refusal.IsDatabaseThere)
        {
            throw SnapshotErrors.NameTaken(leavingName);
        }
        catch (SqlRefusedException refusal)
        {
            throw SnapshotErrors.NotSwapped(outgoing.Database, incoming.Database.Name, refusal);
        }
    }

    private async Task RenameAsync(KeptDatabase incoming, KnownDatabase leaving, SnapshotMarker outgoing, bool opens, CancellationToken ct)
    {
        var leavingName = SnapshotNames.Of(outgoing);
        var (name, kept) = (SqlQuoting.Identifier(leaving.Name), SqlQuoting.Identifier(leavingName));
        string[] statements =
        [
            $"alter database {name} rename to {kept}",
            $"alter database {SqlQuoting.Identifier(incoming.Database.Name)} rename to {name}",
            $"comment on database {kept} is {SqlQuoting.Literal(outgoing.ToComment())}",
            $"comment on database {name} is {(incoming.Marker.Comment is { } comment ? SqlQuoting.Literal(comment) : "null")}",
            $"alter database {name} allow_connections {(opens ? "true" : "false")}",
        ];
        foreach (var statement in statements)
        {
            await server.Connection.ExecuteAsync(statement, ct);
        }

        await MustHaveNamesAsync(incoming.Database.Oid, leaving.Name, leaving.Oid, leavingName, ct);
    }

    /// <summary>Names can have moved since they were asked for; what they belong to cannot.</summary>
    private async Task MustHaveNamesAsync(uint first, string firstName, uint second, string secondName, CancellationToken ct)
    {
        const string Sql = "select count(*) from pg_catalog.pg_database where (oid = $1::oid and datname = $2) or (oid = $3::oid and datname = $4)";
        var found = await server.Connection.QueryAsync(
            Sql, 1, ct, first.ToString(CultureInfo.InvariantCulture), firstName, second.ToString(CultureInfo.InvariantCulture), secondName);
        if (found.Value != "2")
        {
            throw SnapshotErrors.NamesMoved(firstName);
        }
    }
}
