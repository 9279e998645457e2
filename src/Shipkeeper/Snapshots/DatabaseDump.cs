using System.Security.Cryptography;
using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Snapshots;

/// <summary>
/// Dumps a database into the folder of an operation, and makes a database of it again: by the programs of the server's own version, in its own
/// container. Where the database is barred they come in by the door.
/// </summary>
internal sealed class DatabaseDump(PlatformSession session, StepScope scope, DatabaseServer server)
{
    private const string DumpProgram = "pg_dump";
    private const string RestoreProgram = "pg_restore";

    /// <summary>What a dump may be longer than twice its database: the text of a small one is not much smaller.</summary>
    private const long Slack = 256L << 20;
    private static readonly TimeSpan EntryLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EntryPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ReportPause = TimeSpan.FromSeconds(1);

    /// <param name="facts">Of the same database.</param>
    public async Task TakeAsync(SnapshotMarker marker, SnapshotFacts facts, CancellationToken ct)
    {
        var (file, database) = (new DumpFile(session, marker.Operation), await KnownDatabases.GetAsync(server, marker.Database, ct));
        file.Remove();
        var properties = await DatabaseProperties.ReadAsync(server, database, ct);
        var (bytes, sha256) = await WriteAsync(file, Math.Min((2 * facts.DatabaseBytes) + Slack, facts.DumpFreeBytes), ct);
        await MustBeReadableAsync(file, ct);
        file.WriteRecord(new(marker with { Comment = properties.Comment }, properties, bytes, sha256));
    }

    /// <summary>Beside the platform's database, complete and barred.</summary>
    /// <param name="marker">Of the database that is made.</param>
    /// <param name="operationId">Whose dump it is.</param>
    public async Task<KeptDatabase> RestoreAsync(SnapshotMarker marker, string operationId, CancellationToken ct)
    {
        var file = new DumpFile(session, operationId);
        var record = file.Find() ?? throw SnapshotErrors.Missing(marker.Database, operationId);
        await file.MustBeWholeAsync(record, ct);
        var made = new NewDatabase(server, marker);
        await made.CreateEmptyAsync(record.Properties, ct);
        scope.Report($"{marker.Database}: restoring {record.Bytes >> 20} MiB into '{made.Name}'");

        var login = server.Login.To(made.Name);
        await using (var dump = file.OpenRead())
        {
            await RunAsync(RestoreProgram, login, PostgresPrograms.Restore(login, dump, SnapshotLimits.Copy), _ => { }, ct);
        }

        await made.CompleteAsync(record.Properties, PlatformDatabase.DefinitionOf(session).Verify, ct);
        return KeptDatabases.Find(await KnownDatabases.ListAsync(server, ct), marker.Role, marker.Database, marker.Operation)
            ?? throw SnapshotErrors.Missing(marker.Database, operationId);
    }

    private async Task<(long Bytes, string Sha256)> WriteAsync(DumpFile file, long maximumBytes, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (written, reported) = (0L, server.Time.GetTimestamp());
        void Take(Stream to, ReadOnlySpan<byte> bytes)
        {
            written += bytes.Length;
            if (written > maximumBytes)
            {
                throw SnapshotErrors.ProgramFailed(DumpProgram, server.Login.Database, $"wrote more than {maximumBytes:N0} bytes, which is all that it may", []);
            }

            to.Write(bytes);
            hash.AppendData(bytes);
            if (server.Time.GetElapsedTime(reported) >= ReportPause)
            {
                reported = server.Time.GetTimestamp();
                scope.Report($"{server.Login.Database}: {written >> 20} MiB dumped");
            }
        }

        var call = PostgresPrograms.Dump(server.Login, SnapshotLimits.Copy);
        await session.Files.WriteAsync(file.Path, to => RunAsync(DumpProgram, server.Login, call, bytes => Take(to, bytes.Span), ct));
        return (written, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private async Task MustBeReadableAsync(DumpFile file, CancellationToken ct)
    {
        await using var dump = file.OpenRead();
        var result = await session.Docker.Containers.ExecAsync(
            await ServerContainer.FindAsync(session, ct), PostgresPrograms.List(dump, SnapshotLimits.Copy), _ => { }, ct);
        MustBeOk("pg_restore --list", server.Login.Database, result);
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

        MustBeOk(program, login.Database, await running);
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

    private void MustBeOk(string program, string database, ExecResult result)
    {
        if (!result.Ok)
        {
            throw SnapshotErrors.ProgramFailed(
                program, database, $"ended with exit code {result.ExitCode}", [.. ToolErrors.LastLines(result.ErrorOutput).Select(session.Redaction.Apply)]);
        }
    }
}
