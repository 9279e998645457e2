using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Execution;

/// <summary>What a killed process may have left running: one-off containers, database sessions.</summary>
public interface ILeftovers
{
    /// <summary>Ends whatever still works for the operation, and returns when it is gone.</summary>
    Task EndAsync(string operationId, CancellationToken ct);
}

/// <summary>
/// The one rule: whoever takes the lock and finds an unfinished operation ends it first. Nothing is applied anew:
/// recovery undoes, or proves what already serves and commits it.
/// </summary>
public sealed class Recovery(StepKinds kinds, Undoing undoing, ILeftovers leftovers, TimeProvider time)
{
    /// <summary>Tries before a person is asked.</summary>
    public const int MaximumAttempts = 5;

    /// <param name="operation">Neither ended nor stuck, and nobody works on it: the caller holds the lock.</param>
    /// <param name="view">Told of everything that happens.</param>
    /// <param name="ct">Leaves the operation unfinished, for the next try.</param>
    public async Task<Outcome> EndAsync(Operation operation, IOperationView view, CancellationToken ct)
    {
        var active = new ActiveOperation(operation, kinds, view);
        await leftovers.EndAsync(operation.Id, ct);
        if (active.Plan.Mode is OperationMode.ForwardOnly)
        {
            return await active.EndAsync(OperationState.Interrupted, ExecutionErrors.ProcessDied(operation.Id));
        }

        var attempts = active.Progress.RecoveryAttempts;
        if (attempts >= MaximumAttempts)
        {
            return await active.EndAsync(OperationState.Stuck, ExecutionErrors.TooManyAttempts(operation.Id, attempts));
        }

        await active.CountAttemptAsync(attempts + 1);
        return await DecideAsync(active, operation.Id, ct);
    }

    /// <summary>Goes on with the undo of a stuck operation, because a person said so; the time that has passed no longer matters.</summary>
    public async Task<Outcome> ResumeAsync(Operation operation, IOperationView view)
    {
        var active = new ActiveOperation(operation, kinds, view);
        await active.RecordAsync(JournalEvent.Resumed);
        return await undoing.RunAsync(active, cause: null);
    }

    /// <summary>Leaves a stuck operation as it stands, because a person said so.</summary>
    public Task<Outcome> AbandonAsync(Operation operation, IOperationView view) =>
        new ActiveOperation(operation, kinds, view).EndAsync(OperationState.Abandoned);

    private async Task<Outcome> DecideAsync(ActiveOperation active, string operationId, CancellationToken ct)
    {
        var progress = active.Progress;
        if (progress.State is OperationState.Undoing)
        {
            return await undoing.RunAsync(active, cause: null);
        }

        if (await IsCommittedAsync(active, progress, ct))
        {
            return await FinishAsync(active, ct);
        }

        return progress.ServingSince is { } since
            ? await ProveAsync(active, operationId, since, ct)
            : await undoing.RunAsync(active, ExecutionErrors.ProcessDied(operationId));
    }

    private async Task<Outcome> ProveAsync(ActiveOperation active, string operationId, DateTimeOffset servingSince, CancellationToken ct)
    {
        try
        {
            await ApplyAsync(active, StageRole.Proof, ct);
            await ApplyAsync(active, StageRole.Commit, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !JournalErrors.IsLost(failure))
        {
            return time.GetUtcNow() - servingSince <= active.Plan.UndoWindow
                ? await undoing.RunAsync(active, failure)
                : await active.EndAsync(OperationState.Stuck, ExecutionErrors.ServedTooLong(operationId, time.GetUtcNow() - servingSince, failure));
        }

        return await FinishAsync(active, ct);
    }

    private static async Task ApplyAsync(ActiveOperation active, StageRole role, CancellationToken ct)
    {
        foreach (var (number, _) in Executor.NumberedStages(active.Plan).Where(stage => stage.Role == role))
        {
            await StageRun.ApplyAsync(active, number, ct);
        }
    }

    private static async Task<Outcome> FinishAsync(ActiveOperation active, CancellationToken ct)
    {
        await Executor.CleanUpAsync(active, ct);
        return await active.EndAsync(OperationState.Succeeded);
    }

    /// <summary>A commit that was announced may have happened unrecorded: the world is asked.</summary>
    private static async Task<bool> IsCommittedAsync(ActiveOperation active, Progress progress, CancellationToken ct)
    {
        var commits = active.Plan.EnumerateSteps().Where(step => step.Role is StageRole.Commit).Select(step => step.Id).ToList();
        if (commits.Count == 0 || !commits.TrueForAll(progress.Begun.Contains))
        {
            return false;
        }

        foreach (var id in commits)
        {
            var (kind, step, scope) = active.Prepare(id);
            if (!await kind.IsDoneAsync(step, scope, ct))
            {
                return false;
            }
        }

        return true;
    }
}
