using Shipkeeper.Database;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Snapshots;

/// <param name="Decision">How the snapshot would be taken, what it needs, and what is there.</param>
/// <param name="Problem">Why it cannot be; null when it can.</param>
internal sealed record SnapshotOutlook(SnapshotDecision Decision, SnapshotFacts Facts, ShipkeeperException? Problem);

/// <summary>Looks, before anything is stopped, how a snapshot will be taken and whether it can be.</summary>
internal static class SnapshotPreflight
{
    /// <param name="purpose">As <see cref="PlatformDatabase"/> takes it.</param>
    /// <exception cref="ShipkeeperException">The database cannot be asked, or is not ours to bar.</exception>
    public static async Task<SnapshotOutlook> LookAsync(PlatformSession session, string purpose, SnapshotChoice wanted, CancellationToken ct)
    {
        await using var server = await DatabaseServer.OpenAsync(session, purpose, SnapshotLimits.Usual, ct);
        return await LookAsync(session, server, PlatformDatabase.DefinitionOf(session).Name, wanted, ct);
    }

    /// <inheritdoc cref="LookAsync(PlatformSession, string, SnapshotChoice, CancellationToken)"/>
    public static async Task<SnapshotOutlook> LookAsync(PlatformSession session, DatabaseServer server, string database, SnapshotChoice wanted, CancellationToken ct)
    {
        var facts = await SnapshotObserver.ObserveAsync(session, server, database, ct);
        var decision = SnapshotDecision.Of(wanted, facts);
        return new(decision, facts, decision.FindProblem(facts));
    }
}
