using Shipkeeper.Database;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Snapshots;

/// <summary>A snapshot from which the data of a release can return.</summary>
/// <param name="Operation">That has taken it.</param>
/// <param name="Release">Whose data it is; null before the first release.</param>
/// <param name="Kind">Clone or dump.</param>
/// <param name="Place">The name of a database, or a path in the platform directory.</param>
internal sealed record SnapshotInfo(string Operation, int? Release, DateTimeOffset At, SnapshotChoice Kind, string Place, long Bytes);

/// <summary>Lists the snapshots of one database: those in its server, and those in the folders of operations.</summary>
internal static class SnapshotList
{
    /// <returns>Newest first.</returns>
    public static async Task<IReadOnlyList<SnapshotInfo>> ReadAsync(PlatformSession session, DatabaseServer server, string database, CancellationToken ct)
    {
        var snapshots = DumpsOf(session, database).ToList();
        foreach (var clone in KeptDatabases.Among(await KnownDatabases.ListAsync(server, ct), database).Where(kept => kept.Marker.Role == KeptRole.Before))
        {
            snapshots.Add(Info(clone.Marker, SnapshotChoice.Clone, clone.Database.Name, await KnownDatabases.MeasureAsync(server, clone.Database, ct)));
        }

        return NewestFirst(snapshots);
    }

    /// <summary>Those that no server must be asked for.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public static IReadOnlyList<SnapshotInfo> ReadDumps(PlatformSession session, string database) => NewestFirst(DumpsOf(session, database));

    private static IReadOnlyList<SnapshotInfo> NewestFirst(IEnumerable<SnapshotInfo> snapshots) =>
        [.. snapshots.OrderByDescending(snapshot => snapshot.Operation, StringComparer.Ordinal)];

    private static IEnumerable<SnapshotInfo> DumpsOf(PlatformSession session, string database) =>
        from id in session.OperationStore.ListIds()
        let file = new DumpFile(session, id)
        let record = file.Find()
        where record is not null && record.Marker.Database == database && record.Marker.Operation == id
        select Info(record.Marker, SnapshotChoice.Dump, file.Path, record.Bytes);

    private static SnapshotInfo Info(SnapshotMarker marker, SnapshotChoice kind, string place, long bytes) =>
        new(marker.Operation, marker.Release, marker.At, kind, place, bytes);
}
