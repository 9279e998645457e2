using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Snapshots;

/// <summary>Dumps a database into the folder of an operation, and makes a database of it again.</summary>
internal sealed class DatabaseDump(PlatformSession session, StepScope scope, DatabaseServer server)
{
    /// <summary>What a dump may be longer than twice its database: the text of a small one is not much smaller.</summary>
    private const long Slack = 256L << 20;
    private static readonly TimeSpan ReportPause = TimeSpan.FromSeconds(1);

    private readonly DumpPrograms _programs = new(session, server);

    /// <param name="facts">Of the same database.</param>
    public async Task TakeAsync(SnapshotMarker marker, SnapshotFacts facts, CancellationToken ct)
    {
        var (file, database) = (new DumpFile(session, marker.Operation), await KnownDatabases.GetAsync(server, marker.Database, ct));
        file.Remove();
        var properties = await DatabaseProperties.ReadAsync(server, database, ct);
        var (bytes, sha256) = await WriteAsync(file.Path, server.Login, facts.DatabaseBytes, facts.DumpFreeBytes, ct);
        file.WriteRecord(new(marker with { Comment = properties.Comment }, properties, bytes, sha256));
    }

    /// <summary>Beside the platform's database, complete and barred.</summary>
    /// <param name="marker">Of the database that is made.</param>
    /// <param name="operationId">Whose dump it is.</param>
    public async Task<KeptDatabase> RestoreAsync(SnapshotMarker marker, string operationId, CancellationToken ct)
    {
        var file = new DumpFile(session, operationId);
        var record = file.Find() ?? throw SnapshotErrors.Missing(marker.Database, operationId);
        await using var dump = await file.OpenAsync(record, ct);
        var made = new NewDatabase(server, marker);
        await made.CreateEmptyAsync(record.Properties, ct);
        scope.Report($"{marker.Database}: restoring {record.Bytes >> 20} MiB into '{made.Name}'");
        await _programs.RestoreAsync(server.Login.To(made.Name), dump, ct);
        await made.CompleteAsync(record.Properties, PlatformDatabase.DefinitionOf(session).Verify, ct);
        return KeptDatabases.Find(await KnownDatabases.ListAsync(server, ct), marker.Role, marker.Database, marker.Operation)
            ?? throw SnapshotErrors.Missing(marker.Database, operationId);
    }

    /// <summary>Writes a dump, and looks whether it can be read.</summary>
    /// <param name="path">Relative to the platform directory.</param>
    /// <param name="login">Into the database to dump.</param>
    /// <param name="databaseBytes">Of that.</param>
    public async Task<(long Bytes, string Sha256)> WriteAsync(string path, PostgresLogin login, long databaseBytes, long freeBytes, CancellationToken ct)
    {
        var maximumBytes = Math.Min((2 * databaseBytes) + Slack, freeBytes);
        var (bytes, sha256, reported) = (0L, "", server.Time.GetTimestamp());
        void Watch(long written)
        {
            if (written > maximumBytes)
            {
                throw SnapshotErrors.ProgramFailed(DumpPrograms.DumpName, login.Database, $"wrote more than {maximumBytes:N0} bytes, which is all that it may", []);
            }

            if (server.Time.GetElapsedTime(reported) >= ReportPause)
            {
                reported = server.Time.GetTimestamp();
                scope.Report($"{login.Database}: {written >> 20} MiB dumped");
            }
        }

        await session.Files.WriteAsync(path, async to =>
        {
            await using var measured = new MeasuredStream(to, Watch);
            await _programs.DumpAsync(login, snapshot: null, bytes => measured.Write(bytes.Span), ct);
            (bytes, sha256) = (measured.Bytes, measured.TakeSha256());
        });
        await using var dump = session.Files.OpenRead(path) ?? throw SnapshotErrors.Damaged(path);
        await _programs.MustBeReadableAsync(dump, ct);
        return (bytes, sha256);
    }
}
