using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Database;

/// <summary>
/// The way into a database that our own operation has barred: it is open for the moment of a connect, then barred again, and whoever slipped
/// in is ended. One at a time: another's bar would fall into this one's connect.
/// </summary>
internal sealed class DatabaseDoor(DatabaseServer server)
{
    private static readonly SemaphoreSlim Turn = new(1, 1);

    /// <param name="login">Into the database that is barred; its sessions of this name are ours.</param>
    public async Task<PostgresConnection> EnterAsync(PostgresLogin login, PostgresLimits limits, CancellationToken ct)
    {
        PostgresConnection? entered = null;
        try
        {
            await WhileOpenAsync(login, async () => entered = await PostgresConnection.OpenAsync(login, limits, ct), ct);
            return entered!;
        }
        catch
        {
            await (entered?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    /// <summary>Open until <paramref name="enter"/> returns, however it does; then barred, also when somebody asks to stop meanwhile.</summary>
    public async Task WhileOpenAsync(PostgresLogin login, Func<Task> enter, CancellationToken ct)
    {
        await Turn.WaitAsync(ct);
        try
        {
            var database = await KnownDatabases.GetAsync(server, login.Database, ct);
            if (database.TakesConnections)
            {
                await enter();
                return;
            }

            await DatabaseBar.OpenAsync(server, database, ct);
            try
            {
                await enter();
            }
            finally
            {
                await DatabaseBar.BarAsync(server, database, CancellationToken.None);
            }

            await OtherSessions.EndAsync(server, database, login.ApplicationName, ct);
        }
        finally
        {
            Turn.Release();
        }
    }
}
