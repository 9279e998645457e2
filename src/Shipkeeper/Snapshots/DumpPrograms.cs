using System.Text;
using Shipkeeper.Database;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Snapshots;

/// <summary>
/// PostgreSQL's own programs of the server's own version, run in its own container. Where a database is barred they come in by the door.
/// </summary>
internal sealed class DumpPrograms(PlatformSession session, DatabaseServer server)
{
    public const string DumpName = "pg_dump";
    private const string RestoreName = "pg_restore";

    private static readonly TimeSpan RolesLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan EntryLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EntryPause = TimeSpan.FromMilliseconds(20);

    /// <param name="login">Into the database to dump.</param>
    /// <param name="snapshot">That another session has exported; null: as it is when the program begins.</param>
    public Task DumpAsync(PostgresLogin login, string? snapshot, Action<ReadOnlyMemory<byte>> onOutput, CancellationToken ct) =>
        RunAsync(DumpName, login, PostgresPrograms.Dump(login, SnapshotLimits.Copy, snapshot), onOutput, ct);

    /// <param name="login">Into an empty database.</param>
    public Task RestoreAsync(PostgresLogin login, Stream dump, CancellationToken ct) =>
        RunAsync(RestoreName, login, PostgresPrograms.Restore(login, dump, SnapshotLimits.Copy), _ => { }, ct);

    /// <summary>All roles of the server, with what they may do and with their passwords as the server keeps them.</summary>
    /// <returns>SQL.</returns>
    public async Task<string> DumpRolesAsync(CancellationToken ct)
    {
        using var output = new MemoryStream();
        var result = await session.Docker.Containers.ExecAsync(
            await ServerContainer.FindAsync(session, ct), PostgresPrograms.DumpRoles(server.Login, RolesLimit), bytes => output.Write(bytes.Span), ct);
        MustBeOk(session, "pg_dumpall --roles-only", server.Login.Database, result);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <param name="login">Into a database that takes connections.</param>
    public async Task ExecuteAsync(PostgresLogin login, string statements, CancellationToken ct)
    {
        var call = PostgresPrograms.Query(login, new MemoryStream(Encoding.UTF8.GetBytes(statements)), SnapshotLimits.Copy);
        MustBeOk(session, "psql", login.Database, await session.Docker.Containers.ExecAsync(await ServerContainer.FindAsync(session, ct), call, _ => { }, ct));
    }

    /// <summary>That it lists its content says that a dump is one, and came to its end.</summary>
    public async Task MustBeReadableAsync(Stream dump, CancellationToken ct)
    {
        var result = await session.Docker.Containers.ExecAsync(
            await ServerContainer.FindAsync(session, ct), PostgresPrograms.List(dump, SnapshotLimits.Copy), _ => { }, ct);
        MustBeOk(session, "pg_restore --list", server.Login.Database, result);
    }

    public static void MustBeOk(PlatformSession session, string program, string database, ExecResult result)
    {
        if (!result.Ok)
        {
            throw SnapshotErrors.ProgramFailed(
                program, database, $"ended with exit code {result.ExitCode}", [.. ToolErrors.LastLines(result.ErrorOutput).Select(session.Redaction.Apply)]);
        }
    }

    /// <summary>The door is open until the program is in.</summary>
    private async Task RunAsync(string program, PostgresLogin login, ExecCall call, Action<ReadOnlyMemory<byte>> onOutput, CancellationToken ct)
    {
        var (container, running) = (await ServerContainer.FindAsync(session, ct), Task.FromResult(new ExecResult(0, "", "", Truncated: false)));
        try
        {
            await new DatabaseDoor(server).WhileOpenAsync(
                login,
                async () =>
                {
                    running = session.Docker.Containers.ExecAsync(container, call, onOutput, ct);
                    await HasEnteredAsync(login, running, ct);
                },
                ct);
        }
        finally
        {
            await running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        MustBeOk(session, program, login.Database, await running);
    }

    /// <summary>Or has ended, or has had time enough: then it is told that the door is shut.</summary>
    private async Task HasEnteredAsync(PostgresLogin login, Task running, CancellationToken ct)
    {
        const string Sql = "select count(*) from pg_catalog.pg_stat_activity where datname = $1 and application_name = $2";
        for (var begun = server.Time.GetTimestamp(); !running.IsCompleted && server.Time.GetElapsedTime(begun) < EntryLimit;)
        {
            if ((await server.Connection.QueryAsync(Sql, 1, ct, login.Database, login.ApplicationName)).Value != "0")
            {
                return;
            }

            await Task.Delay(EntryPause, server.Time, ct);
        }
    }
}
