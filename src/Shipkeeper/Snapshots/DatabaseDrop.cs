using Shipkeeper.Database;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.Snapshots;

/// <summary>Removes a database that an operation has made or kept.</summary>
internal static class DatabaseDrop
{
    /// <param name="doomed">Whoever asks knows that it is ours. One that is not there any more, or has another name now, is left alone.</param>
    public static async Task RunAsync(DatabaseServer server, KnownDatabase doomed, CancellationToken ct)
    {
        if (await KnownDatabases.FindAsync(server, doomed.Name, ct) is not { } found || found.Oid != doomed.Oid)
        {
            return;
        }

        var name = SqlQuoting.Identifier(found.Name);
        try
        {
            await DatabaseBar.BarAsync(server, found, ct);
            await server.Connection.ExecuteAsync($"alter database {name} is_template false", ct);
            await OtherSessions.DoWithoutThemAsync(server, [found], () => server.Connection.ExecuteAsync($"drop database if exists {name}", ct), ct);
        }
        catch (SqlRefusedException refusal)
        {
            throw SnapshotErrors.NotDropped(found.Name, refusal);
        }
    }
}
