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

    public Task RecordAsync(JournalEvent journalEvent, StepId? step = null, Exception? cause = null) =>
        AppendAsync(new(journalEvent, step?.ToString(), cause is null ? null : FailureFacts.Of(cause)));

    public Task RecordResumedAsync(IReadOnlyDictionary<string, string> decision) => AppendAsync(new(JournalEvent.Resumed, Facts: decision.Count == 0 ? null : decision));

    public Task CountAttemptAsync(int number) =>
        AppendAsync(new(JournalEvent.RecoveryAttempt, Facts: new Dictionary<string, string> { ["attempt"] = number.ToString() }));

    public async Task WarnAsync(StepId? step, Exception cause)
    {
        await RecordAsync(JournalEvent.Warning, step, cause);
        _warnings.Add(FailureFacts.MessageOf(cause));
    }

    /// <summary>
    /// Of an operation that is being undone, this was done before the undo began, or the process that applied it waited itself. What cannot be settled is
    /// a warning: whoever decides afterwards looks at the world anyway.
    /// </summary>
    /// <inheritdoc cref="IStepKind.SettleAsync"/>
    public async Task SettleAsync(CancellationToken ct)
    {
        foreach (var id in Progress.State is OperationState.Undoing ? [] : Progress.Open.ToList())
        {
            try
            {
                var (kind, step, scope) = Prepare(id);
                await kind.SettleAsync(step, scope, BeginOf(id), ct);
            }
            catch (Exception failure) when (!JournalErrors.IsLost(failure) && !ct.IsCancellationRequested)
            {
                await WarnAsync(id, failure);
            }
        }
    }

    public async Task<Outcome> EndAsync(OperationState state, Exception? cause = null)
    {
        await RecordAsync(EventOf(state), cause: cause);
        return new(operation.Id, state, cause) { Warnings = _warnings };
    }

    /// <summary>Whether what a step has done stays when the operation is undone.</summary>
    public bool Lasts(StepId id) => kinds.Of(Plan.Find(id)).Lasts;

    public (IStepKind Kind, Step Step, StepScope Scope) Prepare(StepId id)
    {
        var step = Plan.Find(id);
        var scope = new StepScope(
            operation.Id,
            id,
            text => _view.Reported(operation, id, text),
            facts => AppendAsync(new(JournalEvent.StepNoted, id.ToString(), facts)));
        return (kinds.Of(step), step, scope);
    }

    private DateTimeOffset BeginOf(StepId id) => operation.Journal.Records.Last(record => record.Event is JournalEvent.StepBegun && record.Step == id.ToString()).At;

    private async Task AppendAsync(JournalEntry entry) => _view.Recorded(operation, await operation.Journal.AppendAsync(entry));

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
