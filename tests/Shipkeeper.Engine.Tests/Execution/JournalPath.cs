using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using static Shipkeeper.Engine.Journal.JournalEvent;

namespace Shipkeeper.Engine.Tests.Execution;

/// <summary>Which line may follow in which state: the states of architecture.md as a table.</summary>
internal static class JournalPath
{
    private static readonly Dictionary<OperationState, JournalEvent[]> Legal = new()
    {
        [OperationState.Planned] = [Running, JournalEvent.Undoing, RecoveryAttempt, Interrupted, Stuck],
        [OperationState.Running] =
        [
            StepBegun, StepDone, StepAlreadyDone, StepNoted, StepFailed, Serving, Warning, RecoveryAttempt,
            JournalEvent.Undoing, Succeeded, Interrupted, Stuck,
        ],
        [OperationState.Undoing] = [UndoBegun, StepNoted, UndoDone, UndoFailed, RecoveryAttempt, RolledBack, Stuck],
        [OperationState.Stuck] = [Resumed, Abandoned],
        [OperationState.Succeeded] = [],
        [OperationState.RolledBack] = [],
        [OperationState.Interrupted] = [],
        [OperationState.Abandoned] = [],
    };

    private static readonly Dictionary<JournalEvent, JournalEvent> Announced = new()
    {
        [StepDone] = StepBegun,
        [StepFailed] = StepBegun,
        [UndoDone] = UndoBegun,
        [UndoFailed] = UndoBegun,
    };

    public static IEnumerable<string> FindIllegalSteps(History history) =>
        history.Endings.SelectMany(ending => FindIllegalSteps(history, ending));

    private static IEnumerable<string> FindIllegalSteps(History history, Ending ending)
    {
        var open = new HashSet<(JournalEvent, string)>();
        for (var index = ending.FirstRecord; index < ending.EndRecord; index++)
        {
            var (record, state) = (history.Records[index], history.ProgressAfter[index].State);
            if (!Legal[state].Contains(record.Event))
            {
                yield return $"Line {record.Number}: {record.Event} after {state}.";
            }

            if (record.Event is StepBegun or UndoBegun && !open.Add((record.Event, record.Step!)))
            {
                yield return $"Line {record.Number}: {record.Event} {record.Step} twice.";
            }

            if (Announced.TryGetValue(record.Event, out var begun) && !open.Remove((begun, record.Step!)))
            {
                yield return $"Line {record.Number}: {record.Event} {record.Step} was not announced.";
            }
        }
    }
}
