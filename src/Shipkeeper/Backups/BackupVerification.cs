using System.Text.Json;
using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Backups;

/// <summary>Proves that the database of a backup can be had back, by having it back, in a server that is thrown away.</summary>
internal sealed class BackupVerification(PlatformSession session, StepScope scope, BackupReading backup)
{
    public async Task RunAsync(CancellationToken ct)
    {
        if (backup.Manifest is not { Database: { } database } || backup.Manifest.Find(PartKind.Database) is not { } dump)
        {
            return;
        }

        var properties = await ReadPropertiesAsync(ct);
        scope.Report("starting a server to throw away");
        await using var server = await ThrowAwayServer.StartAsync(session, scope.OperationId, ct);
        scope.Report($"restoring {Sizes.Write(dump.Bytes)} into it");
        await backup.ReadAsync(session, dump, content => server.RestoreAsync(properties, database.Roles, content, ct), ct);
        scope.Report("counting rows");
        RequireRows(database.Name, database.Rows, await server.CountRowsAsync(ct));
        await server.VerifyAsync(PlatformDatabase.DefinitionOf(session).Verify, ct);
    }

    /// <exception cref="ShipkeeperException"><c>backup.rows-differ</c></exception>
    public static void RequireRows(string database, IReadOnlyDictionary<string, long> expected, IReadOnlyDictionary<string, long> found)
    {
        if (RowCounts.FindDifferences(expected, found) is { Count: > 0 } differences)
        {
            throw BackupErrors.RowsDiffer(database, differences);
        }
    }

    /// <exception cref="ShipkeeperException"><c>backup.not-whole</c></exception>
    public async Task<DatabaseProperties> ReadPropertiesAsync(CancellationToken ct)
    {
        var part = backup.Manifest.Find(PartKind.DatabaseProperties) ?? throw BackupErrors.NotWhole(backup.Folder.Name, "database.json", "the manifest does not have it");
        DatabaseProperties? properties = null;
        try
        {
            await backup.ReadAsync(session, part, async content => properties = await JsonSerializer.DeserializeAsync(content, BackupsJson.Default.DatabaseProperties, ct), ct);
        }
        catch (JsonException)
        {
            // Said below.
        }

        return properties ?? throw BackupErrors.NotWhole(backup.Folder.Name, part.Path, "it cannot be read");
    }
}
