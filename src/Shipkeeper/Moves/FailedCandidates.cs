using System.Text.Json;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Steps;

namespace Shipkeeper.Moves;

/// <summary>Candidates that were tried and taken back. The plans that are kept with their journals know them.</summary>
internal static class FailedCandidates
{
    /// <summary>As the journal says it of a stop on request.</summary>
    private const string Stopped = "interrupted";

    /// <exception cref="ShipkeeperException">The candidate is one of them.</exception>
    public static void Refuse(PlatformSession session, MoveView view)
    {
        if (IdentityOf(MovePlanner.Plan(view)) is not { } identity)
        {
            return;
        }

        foreach (var kept in session.OperationStore.ListIds().Reverse().Select(session.OperationStore.Read))
        {
            if (kept.Progress is { State: OperationState.RolledBack } progress && IdentityOf(kept.Plan) == identity && CountsAgainst(kept.Records))
            {
                throw MoveErrors.FailedBefore(kept.Id, progress.Cause);
            }
        }
    }

    /// <summary>Who stopped it, or killed it, said nothing against the candidate.</summary>
    private static bool CountsAgainst(IReadOnlyList<JournalRecord> records) =>
        records.FirstOrDefault(record => record.Event is JournalEvent.Undoing)?.Fact("code") is { } code
        && code != Stopped && ErrorCatalogue.Find(code)?.Kind is not ErrorKind.Interrupted;

    /// <summary>Files and images; not the number, which depends on what came before.</summary>
    private static string? IdentityOf(Plan plan)
    {
        var record = plan.EnumerateSteps().Select(step => step.Step).FirstOrDefault(step => step.Kind == "record-release");
        return record?.Input.Deserialize(StepsJson.Default.RecordReleaseInput) is { } input
            ? CanonicalJson.Write(JsonSerializer.SerializeToElement(input with { Number = 0, Source = null }, StepsJson.Default.RecordReleaseInput))
            : null;
    }
}
