using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Database;

/// <summary>
/// A session beside the platform's database, for what cannot be done from inside of it: on <c>postgres</c>, or on <c>template1</c> where there
/// is no such database.
/// </summary>
internal sealed class DatabaseServer : IAsyncDisposable
{
    /// <summary>How long a server may take to come back that is just being started again.</summary>
    private static readonly TimeSpan ReturnLimit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ReturnPause = TimeSpan.FromMilliseconds(500);
    private static readonly string[] Besides = ["postgres", "template1"];

    private static readonly ErrorCode[] Away =
    [
        PostgresErrors.UnreachableCode, PostgresErrors.LostCode, ReachErrors.UnreachableCode,
        DockerErrors.NotRunningCode, DockerErrors.DroppedCode, DockerErrors.NotFoundCode, DockerErrors.ConflictCode,
    ];

    private DatabaseServer(PostgresLogin login, PostgresConnection connection, TimeProvider time) => (Login, Connection, Time) = (login, connection, time);

    /// <summary>Into the platform's database.</summary>
    public PostgresLogin Login { get; }

    public PostgresConnection Connection { get; }

    public TimeProvider Time { get; }

    /// <param name="purpose">As <see cref="PlatformDatabase"/> takes it.</param>
    public static async Task<DatabaseServer> OpenAsync(PlatformSession session, string purpose, PostgresLimits limits, CancellationToken ct) =>
        await OpenAsync(await PlatformDatabase.FindAsync(session, purpose, ct), session.Time, limits, ct);

    /// <param name="login">Into the platform's database.</param>
    public static async Task<DatabaseServer> OpenAsync(PostgresLogin login, TimeProvider time, PostgresLimits limits, CancellationToken ct)
    {
        var besides = Besides.Where(name => name != login.Database).ToList();
        foreach (var name in besides.SkipLast(1))
        {
            try
            {
                return new(login, await PostgresConnection.OpenAsync(login.To(name), limits, ct), time);
            }
            catch (ShipkeeperException closed) when (closed.Code == PostgresErrors.MissingCode || closed.Code == PostgresErrors.RefusedCode || closed.Code == PostgresErrors.BarredCode)
            {
                // The next one, then.
            }
        }

        return new(login, await PostgresConnection.OpenAsync(login.To(besides[^1]), limits, ct), time);
    }

    /// <summary>For an undo, which may begin while the server is still coming back; one that was killed, and that nobody starts again, is started.</summary>
    /// <exception cref="ShipkeeperException">It did not, within a minute: what it said last.</exception>
    public static async Task<DatabaseServer> AwaitAsync(PlatformSession session, string purpose, PostgresLimits limits, CancellationToken ct)
    {
        for (var begun = session.Time.GetTimestamp(); ;)
        {
            try
            {
                await StartEndedAsync(session, ct);
                return await OpenAsync(session, purpose, limits, ct);
            }
            catch (ShipkeeperException away) when (Away.Contains(away.Code) && session.Time.GetElapsedTime(begun) < ReturnLimit)
            {
                await Task.Delay(ReturnPause, session.Time, ct);
            }
        }
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private static async Task StartEndedAsync(PlatformSession session, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        var containers = observed.GetValueOrDefault(PlatformDatabase.DefinitionOf(session).Service.Text)?.Containers ?? [];
        await Task.WhenAll(containers.Where(container => container.State == "exited").Select(container => session.Docker.Containers.StartAsync(container.Id, ct)));
    }
}
