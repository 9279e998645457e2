using Shipkeeper.Tools.Postgres;
using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.Database;

/// <summary>
/// Whether a database takes connections. One that is barred takes nobody's, not even a superuser's; who is inside stays, so the sessions of
/// others are ended too. All of it is safe to repeat.
/// </summary>
internal static class DatabaseBar
{
    /// <summary>The fact by which a step tells the journal that its operation bars a database: its OID.</summary>
    public const string Fact = "barred";

    private const string NotAllowed = "42501";

    /// <exception cref="ShipkeeperException"><c>database.not-ours</c>, before anything is changed.</exception>
    public static void MustBeOurs(DatabaseServer server, KnownDatabase database)
    {
        if (!database.IsOurs)
        {
            throw DatabaseErrors.NotOurs(database.Name, server.Login.User);
        }
    }

    /// <summary>Nobody comes in, and nobody is left inside.</summary>
    public static async Task CloseAsync(DatabaseServer server, KnownDatabase database, CancellationToken ct)
    {
        await BarAsync(server, database, ct);
        await OtherSessions.EndAsync(server, database, exceptApplication: null, ct);
        await OtherSessions.RefusePreparedAsync(server, database, ct);
    }

    /// <summary>Nobody comes in; who is inside stays.</summary>
    public static Task BarAsync(DatabaseServer server, KnownDatabase database, CancellationToken ct) => SetAsync(server, database, takesConnections: false, ct);

    public static Task OpenAsync(DatabaseServer server, KnownDatabase database, CancellationToken ct) => SetAsync(server, database, takesConnections: true, ct);

    private static async Task SetAsync(DatabaseServer server, KnownDatabase database, bool takesConnections, CancellationToken ct)
    {
        try
        {
            await server.Connection.ExecuteAsync($"alter database {SqlQuoting.Identifier(database.Name)} allow_connections {(takesConnections ? "true" : "false")}", ct);
        }
        catch (SqlRefusedException refusal) when (refusal.SqlState == NotAllowed)
        {
            throw DatabaseErrors.NotOurs(database.Name, server.Login.User);
        }
        catch (SqlRefusedException refusal)
        {
            throw DatabaseErrors.NotBarred(database.Name, takesConnections, refusal);
        }
    }
}
