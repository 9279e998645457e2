using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Execution;

/// <summary>An operation in the hands of the executor or of recovery: the only place that writes its journal.</summary>
internal sealed class ActiveOperation(Operation operation, StepKinds kinds, IOperationView view)
{
    private readonly List<string> _warnings = [];
    private readonly QuietView _view = new(view);

    public Plan Plan => operation.Plan;

    public Progress Progress => operation.Progress;

    public async Task RecordAsync(JournalEvent journalEvent, StepId? step = null, Exception? cause = null)
    {
        var record = await operation.Journal.AppendAsync(new(journalEvent, step?.ToString(), cause is null ? null : FailureFacts.Of(cause)));
        _view.Recorded(operation, record);
    }

    public async Task CountAttemptAsync(int number)
    {
        var facts = new Dictionary<string, string> { ["attempt"] = number.ToString() };
        _view.Recorded(operation, await operation.Journal.AppendAsync(new(JournalEvent.RecoveryAttempt, Facts: facts)));
    }

    public async Task WarnAsync(StepId? step, Exception cause)
    {
        await RecordAsync(JournalEvent.Warning, step, cause);
        _warnings.Add(FailureFacts.MessageOf(cause));
    }

    public async Task<Outcome> EndAsync(OperationState state, Exception? cause = null)
    {
        await RecordAsync(EventOf(state), cause: cause);
        return new(operation.Id, state, cause) { Warnings = _warnings };
    }

    public (IStepKind Kind, Step Step, StepScope Scope) Prepare(StepId id)
    {
        var step = Plan.Find(id);
        return (kinds.Of(step), step, new(operation.Id, id, text => _view.Reported(operation, id, text)));
    }

    private static JournalEvent EventOf(OperationState state) => state switch
    {
        OperationState.Succeeded => JournalEvent.Succeeded,
        OperationState.RolledBack => JournalEvent.RolledBack,
        OperationState.Interrupted => JournalEvent.Interrupted,
        OperationState.Stuck => JournalEvent.Stuck,
        OperationState.Abandoned => JournalEvent.Abandoned,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An operation does not end so."),
    };
}
