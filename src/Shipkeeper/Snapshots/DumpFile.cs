using System.Security.Cryptography;
using System.Text.Json;

namespace Shipkeeper.Snapshots;

/// <summary>What stands beside a dump; written last, so a dump without it is not whole.</summary>
/// <param name="Properties">What a dump does not carry.</param>
internal sealed record DumpRecord(SnapshotMarker Marker, DatabaseProperties Properties, long Bytes, string Sha256);

/// <summary>The dump in the folder of one operation.</summary>
internal sealed class DumpFile(PlatformSession session, string operationId)
{
    private const int MaximumRecordBytes = 16 << 20;

    /// <summary>Relative to the platform directory.</summary>
    public string Path { get; } = session.OperationStore.PathInFolder(operationId, "database.dump");

    private string RecordPath { get; } = session.OperationStore.PathInFolder(operationId, "database.json");

    public void WriteRecord(DumpRecord record) => session.Files.Write(RecordPath, JsonSerializer.SerializeToUtf8Bytes(record, SnapshotsJson.Default.DumpRecord));

    /// <returns>Null when there is no dump, or none that is whole.</returns>
    public DumpRecord? Find()
    {
        if (session.Files.Read(RecordPath, MaximumRecordBytes) is not { } json || !session.Files.Exists(Path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(json, SnapshotsJson.Default.DumpRecord);
        }
        catch (JsonException)
        {
            throw SnapshotErrors.Damaged(RecordPath);
        }
    }

    /// <summary>When it is the one that was written.</summary>
    /// <exception cref="ShipkeeperException"><c>snapshot.dump-damaged</c></exception>
    public Task<Stream> OpenAsync(DumpRecord record, CancellationToken ct) => OpenAsync(session, Path, record.Bytes, record.Sha256, ct);

    /// <summary>Also for dumps that lie elsewhere.</summary>
    /// <param name="path">Relative to the platform directory.</param>
    /// <inheritdoc cref="OpenAsync(DumpRecord, CancellationToken)"/>
    public static async Task<Stream> OpenAsync(PlatformSession session, string path, long bytes, string sha256, CancellationToken ct)
    {
        var dump = session.Files.OpenRead(path) ?? throw SnapshotErrors.Damaged(path);
        if (dump.Length == bytes && Convert.ToHexStringLower(await SHA256.HashDataAsync(dump, ct)) == sha256)
        {
            dump.Position = 0;
            return dump;
        }

        await dump.DisposeAsync();
        throw SnapshotErrors.Damaged(path);
    }

    /// <summary>The record first: what is left without it is no dump.</summary>
    public void Remove()
    {
        session.Files.Remove(RecordPath);
        session.Files.Remove(Path);
    }
}
