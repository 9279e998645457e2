using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Execution;

/// <summary>What a journal says about its operation so far.</summary>
public sealed record Progress
{
    public OperationState State { get; private init; }

    /// <summary>Steps that were announced: each may have taken effect, whether or not its end was recorded.</summary>
    public required IReadOnlySet<StepId> Begun { get; init; }

    /// <summary>Steps whose end was recorded, and those that were found done.</summary>
    public required IReadOnlySet<StepId> Done { get; init; }

    public required IReadOnlySet<StepId> Undone { get; init; }

    /// <summary>Steps that were announced, and of which no record says that they are done.</summary>
    public IEnumerable<StepId> Open => Begun.Where(step => !Done.Contains(step));

    /// <summary>When the new state was first opened to requests.</summary>
    public DateTimeOffset? ServingSince { get; private init; }

    /// <summary>Tries at recovery since the operation began or a person resumed it.</summary>
    public int RecoveryAttempts { get; private init; }

    /// <summary>Why it did not go to its end: the message of the first failure.</summary>
    public string? Cause { get; private init; }

    /// <summary>Why neither forward nor back was possible: the message of the last failure.</summary>
    public string? StuckBecause { get; private init; }

    public bool IsEnded => State is OperationState.Succeeded or OperationState.RolledBack or OperationState.Interrupted or OperationState.Abandoned;

    public static Progress Of(IEnumerable<JournalRecord> records)
    {
        var steps = new Dictionary<JournalEvent, HashSet<StepId>>
        {
            [JournalEvent.StepBegun] = [],
            [JournalEvent.StepDone] = [],
            [JournalEvent.UndoDone] = [],
        };
        steps[JournalEvent.StepAlreadyDone] = steps[JournalEvent.StepDone];

        var nothing = new Progress
        {
            Begun = steps[JournalEvent.StepBegun],
            Done = steps[JournalEvent.StepDone],
            Undone = steps[JournalEvent.UndoDone],
        };
        return records.Aggregate(nothing, (progress, record) =>
        {
            steps.GetValueOrDefault(record.Event)?.Add(StepId.Parse(record.Step!));
            return progress.After(record);
        });
    }

    private Progress After(JournalRecord record)
    {
        switch (record.Event)
        {
            case JournalEvent.Serving:
                return this with { ServingSince = record.At };
            case JournalEvent.RecoveryAttempt:
                return this with { RecoveryAttempts = RecoveryAttempts + 1 };
            case JournalEvent.Stuck:
                return this with { State = OperationState.Stuck, StuckBecause = record.Fact("message"), Cause = Cause ?? record.Fact("message") };
            case JournalEvent.Resumed:
                return this with { State = OperationState.Undoing, RecoveryAttempts = 0 };
            default:
                return StateAfter(record.Event) is { } state ? this with { State = state, Cause = Cause ?? record.Fact("message") } : this;
        }
    }

    private static OperationState? StateAfter(JournalEvent journalEvent) => journalEvent switch
    {
        JournalEvent.Running => OperationState.Running,
        JournalEvent.Undoing => OperationState.Undoing,
        JournalEvent.Succeeded => OperationState.Succeeded,
        JournalEvent.RolledBack => OperationState.RolledBack,
        JournalEvent.Interrupted => OperationState.Interrupted,
        JournalEvent.Abandoned => OperationState.Abandoned,
        _ => null,
    };
}
