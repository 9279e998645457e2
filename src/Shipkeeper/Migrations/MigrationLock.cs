using Shipkeeper.Database;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Migrations;

/// <summary>
/// An advisory lock of the database: the platform's own lock holds off this host only. It ends with the session that holds it.
/// </summary>
internal static class MigrationLock
{
    /// <summary>"shipkeep" in ASCII, as one number.</summary>
    private const string Key = "8316012643498681712";

    /// <summary>Waits as long as the session may wait for a lock.</summary>
    /// <exception cref="ShipkeeperException"><c>migration.locked</c>, with the holder.</exception>
    public static async Task TakeAsync(PostgresConnection database, CancellationToken ct)
    {
        try
        {
            await database.ExecuteAsync($"select pg_advisory_lock({Key})", ct);
        }
        catch (SqlRefusedException refusal) when (MigrationErrors.IsLocked(refusal))
        {
            throw MigrationErrors.Locked(await FindHolderAsync(database, ct));
        }
        catch (SqlRefusedException refusal)
        {
            throw DatabaseErrors.OwnTablesRefused(refusal);
        }
    }

    private static async Task<string?> FindHolderAsync(PostgresConnection database, CancellationToken ct)
    {
        var holder = await database.QueryAsync(
            $"""
            select concat_ws(' ', a.application_name, 'from', coalesce(host(a.client_addr), 'the server itself'), 'since', to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS TZ'))
            from pg_locks l join pg_stat_activity a using (pid)
            where l.locktype = 'advisory' and l.granted and (l.classid::bigint << 32 | l.objid::bigint) = {Key}
              and l.database = (select oid from pg_database where datname = current_database())
            """,
            1,
            ct);
        return holder.Value;
    }
}
