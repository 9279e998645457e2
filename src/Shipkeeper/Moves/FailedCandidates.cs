using System.Text.Json;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Steps;

namespace Shipkeeper.Moves;

/// <summary>Candidates that were tried and taken back. The plans that are kept with their journals know them.</summary>
internal static class FailedCandidates
{
    /// <exception cref="ShipkeeperException">The candidate is one of them.</exception>
    public static void Refuse(PlatformSession session, MoveView view)
    {
        var identity = IdentityOf(MovePlanner.Plan(view));
        foreach (var id in session.OperationStore.ListIds().Reverse())
        {
            var kept = session.OperationStore.Read(id);
            if (identity is not null && kept.Plan.Verb == view.Verb && kept.Progress is { State: OperationState.RolledBack } progress && IdentityOf(kept.Plan) == identity && CountsAgainst(kept.Records))
            {
                throw MoveErrors.FailedBefore(id, progress.Cause);
            }
        }
    }

    /// <summary>Who stopped it, or killed it, said nothing against the candidate.</summary>
    private static bool CountsAgainst(IReadOnlyList<Engine.Journal.JournalRecord> records) =>
        records.FirstOrDefault(record => record.Event is Engine.Journal.JournalEvent.Undoing)?.Fact("code") is { } code && code is not ("operation.process-died" or "interrupted");

    /// <summary>Files and images; not the number, which depends on what came before.</summary>
    private static string? IdentityOf(Plan plan)
    {
        var record = plan.EnumerateSteps().Select(step => step.Step).FirstOrDefault(step => step.Kind == "record-release");
        return record?.Input.Deserialize(StepsJson.Default.RecordReleaseInput) is { } input
            ? CanonicalJson.Write(JsonSerializer.SerializeToElement(input with { Number = 0, Source = null }, StepsJson.Default.RecordReleaseInput))
            : null;
    }
}
