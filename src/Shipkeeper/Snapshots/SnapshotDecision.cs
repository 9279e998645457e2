using System.Text.Json.Serialization;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Snapshots;

/// <summary>What must be known before a snapshot can be decided on.</summary>
/// <param name="ServerFreeBytes">Where the server keeps the database; null: nobody could tell.</param>
/// <param name="DumpFreeBytes">Where a dump would be kept.</param>
/// <param name="MayCreateDatabases">Whether our user may; a clone is one, and so is what a dump is restored to.</param>
internal sealed record SnapshotFacts(string Database, long DatabaseBytes, long? ServerFreeBytes, long DumpFreeBytes, bool MayCreateDatabases);

/// <summary>Room that is needed in one place.</summary>
/// <param name="FreeBytes">Null: nobody could tell.</param>
internal sealed record SnapshotRoom(string Place, long NeededBytes, long? FreeBytes)
{
    [JsonIgnore]
    public bool Fits => FreeBytes is not { } free || free >= NeededBytes;

    public override string ToString() => $"{Size(NeededBytes)} {Place}, where {(FreeBytes is { } free ? $"{Size(free)} are free" : "nobody can tell what is free")}";

    private static string Size(long bytes) => bytes < 1L << 30 ? $"{(bytes + (1 << 20) - 1) >> 20} MiB" : $"{bytes / (double)(1L << 30):0.0} GiB";
}

/// <summary>How a database will be kept for the way back.</summary>
/// <param name="Choice">Clone, dump or none.</param>
/// <param name="Because">For the plan.</param>
/// <param name="Rooms">What it needs, and what is there.</param>
internal sealed record SnapshotDecision(SnapshotChoice Choice, string Because, IReadOnlyList<SnapshotRoom> Rooms)
{
    private const string OnTheServer = "on the disk of the database server";
    private const string InThePlatform = "on the disk of the platform directory";

    /// <summary>Pure: what <c>upgrade.snapshot</c> means for this database now.</summary>
    public static SnapshotDecision Of(SnapshotChoice wanted, SnapshotFacts facts) => wanted switch
    {
        SnapshotChoice.None => new(SnapshotChoice.None, "as the platform file says: data cannot return", []),
        SnapshotChoice.Clone => CloneOf(facts, "as the platform file says"),
        SnapshotChoice.Dump => DumpOf(facts, "as the platform file says"),
        _ when !facts.MayCreateDatabases => DumpOf(facts, "the user may not create databases, and so not clone one"),
        _ when facts.ServerFreeBytes is null => DumpOf(facts, "nobody can tell whether a clone fits on the disk of the database server"),
        _ => CloneOf(facts, "it fits, and returns in milliseconds") is { } clone && clone.Rooms.All(room => room.Fits)
            ? clone
            : DumpOf(facts, "a clone does not fit on the disk of the database server"),
    };

    /// <returns>Null when it is possible.</returns>
    public ShipkeeperException? FindProblem(SnapshotFacts facts) =>
        Choice is SnapshotChoice.Clone && !facts.MayCreateDatabases ? SnapshotErrors.NotAllowed(facts.Database)
        : Rooms.Any(room => !room.Fits) ? SnapshotErrors.NoRoom(facts.Database, Choice, Rooms)
        : null;

    /// <summary>Once for the clone, and once more for what the migration of the original may need.</summary>
    private static SnapshotDecision CloneOf(SnapshotFacts facts, string because) =>
        new(SnapshotChoice.Clone, because, [new(OnTheServer, 2 * facts.DatabaseBytes, facts.ServerFreeBytes)]);

    /// <summary>A dump is rarely larger than its database; to return, it needs room in the server too.</summary>
    private static SnapshotDecision DumpOf(SnapshotFacts facts, string because) => new(
        SnapshotChoice.Dump,
        because,
        [new(InThePlatform, facts.DatabaseBytes, facts.DumpFreeBytes), new(OnTheServer, facts.DatabaseBytes, facts.ServerFreeBytes)]);
}
