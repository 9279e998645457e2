using Shipkeeper.Database;

namespace Shipkeeper.Snapshots;

/// <summary>A database that an operation keeps beside the platform's own: complete, barred, known by its name and by its marker.</summary>
internal sealed record KeptDatabase(KnownDatabase Database, SnapshotMarker Marker);

/// <summary>Finds what operations keep of one database. A database of somebody else may have a name that looks like one of ours: it has no marker.</summary>
internal static class KeptDatabases
{
    /// <summary>
    /// The connection limit of a database that is still being made: it comes with the database, at once, and goes when it is complete. In
    /// ASCII it reads SHKP.
    /// </summary>
    public const int UnfinishedLimit = 0x53484B50;

    /// <returns>Newest first.</returns>
    public static IReadOnlyList<KeptDatabase> Among(IEnumerable<KnownDatabase> known, string database) =>
    [
        .. known.Select(candidate => (Candidate: candidate, Marker: SnapshotMarker.Find(candidate.Comment)))
            .Where(pair => pair.Marker is { } marker && marker.Database == database && pair.Candidate.Name == SnapshotNames.Of(marker))
            .Select(pair => new KeptDatabase(pair.Candidate, pair.Marker!))
            .OrderByDescending(kept => kept.Marker.Operation, StringComparer.Ordinal),
    ];

    public static KeptDatabase? Find(IEnumerable<KnownDatabase> known, KeptRole role, string database, string operationId) =>
        Among(known, database).FirstOrDefault(kept => kept.Marker.Role == role && kept.Marker.Operation == operationId);

    /// <summary>What a run that was cut short has left of it.</summary>
    public static KnownDatabase? FindUnfinished(IEnumerable<KnownDatabase> known, KeptRole role, string database, string operationId) =>
        known.FirstOrDefault(candidate => candidate.Name == SnapshotNames.Of(role, database, operationId)
            && candidate is { ConnectionLimit: UnfinishedLimit, IsOurs: true } && SnapshotMarker.Find(candidate.Comment) is null);
}
