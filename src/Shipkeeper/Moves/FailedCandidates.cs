using System.Text.Json;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Steps;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Moves;

/// <summary>Candidates that were tried and taken back, and releases that somebody has left again. The plans that are kept with their journals know them.</summary>
internal static class FailedCandidates
{
    /// <summary>As the journal says it of a stop on request.</summary>
    private const string Stopped = "interrupted";

    /// <exception cref="ShipkeeperException">The candidate is one of them.</exception>
    public static void Refuse(PlatformSession session, MoveView view)
    {
        if (FindReason(session, view) is { } reason)
        {
            throw reason;
        }
    }

    /// <returns>Why it is not tried again unasked; null where nothing speaks against it.</returns>
    public static ShipkeeperException? FindReason(PlatformSession session, MoveView view)
    {
        if (IdentityOf(MovePlanner.Plan(view)) is not { } identity)
        {
            return null;
        }

        var left = new Dictionary<int, KeptOperation>();
        foreach (var kept in session.OperationStore.ListIds().Reverse().Select(session.OperationStore.Read).Where(kept => kept.Progress is not null))
        {
            var ended = kept.Progress!.State;
            if (ended is OperationState.Succeeded && kept.Plan.Verb == "rollback" && CommitOf(kept.Plan) is { From: { } from })
            {
                left.TryAdd(from, kept);
            }
            else if (IdentityOf(kept.Plan) == identity && ended is OperationState.RolledBack && CountsAgainst(kept.Records))
            {
                return MoveErrors.FailedBefore(kept.Id, kept.Progress.Cause);
            }
            else if (IdentityOf(kept.Plan) == identity && ended is OperationState.Succeeded && CommitOf(kept.Plan) is { } commit)
            {
                // Else it has stood: nothing that was before counts against it.
                return left.TryGetValue(commit.Number, out var rollback) ? MoveErrors.LeftBefore(commit.Number, rollback.Id) : null;
            }
        }

        return null;
    }

    /// <summary>Who stopped it, or killed it, said nothing against the candidate.</summary>
    private static bool CountsAgainst(IReadOnlyList<JournalRecord> records) =>
        records.FirstOrDefault(record => record.Event is JournalEvent.Undoing)?.Fact("code") is { } code
        && code != Stopped && ErrorCatalogue.Find(code)?.Kind is not ErrorKind.Interrupted;

    /// <summary>Files, settings and images; not the number, which depends on what came before.</summary>
    private static string? IdentityOf(Plan plan) =>
        plan.FindInput(RecordRelease.Name, StepsJson.Default.RecordReleaseInput) is { } recorded
        && plan.FindInput(PlaceFiles.Name, StepsJson.Default.PlaceFilesInput) is { } placed
            ? CanonicalJson.Write(JsonSerializer.SerializeToElement(recorded with { Number = 0, Source = null, HostFiles = null }, StepsJson.Default.RecordReleaseInput))
                + CanonicalJson.Write(JsonSerializer.SerializeToElement(placed with { From = 0, Source = null }, StepsJson.Default.PlaceFilesInput))
            : null;

    private static CommitReleaseInput? CommitOf(Plan plan) => plan.FindInput(CommitRelease.Name, StepsJson.Default.CommitReleaseInput);
}
