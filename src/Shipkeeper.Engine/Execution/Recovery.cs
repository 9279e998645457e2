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
    /// <exception cref="ShipkeeperException">Another version planned the operation, or the journal was lost: it stays unfinished.</exception>
    public async Task<Outcome> EndAsync(Operation operation, IOperationView view, CancellationToken ct)
    {
        var active = new ActiveOperation(operation, kinds, view);
        await leftovers.EndAsync(operation.Id, ct);
        if (active.Plan.Mode is OperationMode.ForwardOnly)
        {
            await active.SettleAsync(ct);
            return await active.EndAsync(OperationState.Interrupted, ExecutionErrors.ProcessDied(operation.Id));
        }

        kinds.MustKnow(active.Plan);
        var attempts = active.Progress.RecoveryAttempts;
        if (attempts >= MaximumAttempts)
        {
            return await GiveUpAsync(active, ExecutionErrors.TooManyAttempts(operation.Id, attempts));
        }

        await active.CountAttemptAsync(attempts + 1);
        await active.SettleAsync(ct);
        return await DecideAsync(active, operation.Id, ct);
    }

    /// <summary>Goes on with the undo of a stuck operation, because a person said so; the time that has passed no longer matters.</summary>
    /// <param name="decision">What else the person has said, for the steps; it goes into the journal.</param>
    public async Task<Outcome> ResumeAsync(Operation operation, IReadOnlyDictionary<string, string> decision, IOperationView view)
    {
        kinds.MustKnow(operation.Plan);
        await leftovers.EndAsync(operation.Id, CancellationToken.None);
        var active = new ActiveOperation(operation, kinds, view);
        await active.RecordResumedAsync(decision);
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

        if (await IsCommittedAsync(active, ct))
        {
            return await FinishAsync(active, ct);
        }

        return progress.ServingSince is { } since
            ? await ProveAsync(active, operationId, since, ct)
            : await undoing.RunAsync(active, ExecutionErrors.ProcessDied(operationId));
    }

    private async Task<Outcome> ProveAsync(ActiveOperation active, string operationId, DateTimeOffset servingSince, CancellationToken ct)
    {
        // Judged before the gate is asked again: that may take its whole patience, and the one who died would have been given it too.
        var isWithinWindow = IsWithinWindow(active.Plan, servingSince);
        try
        {
            await RequireServingAsync(active, operationId, ct);
            await ApplyAsync(active, StageRole.Proof, ct);
            await ApplyAsync(active, StageRole.Commit, ct);
        }
        catch (Exception failure) when (!IsStopped(failure, ct) && !JournalErrors.IsLost(failure))
        {
            return isWithinWindow
                ? await undoing.RunAsync(active, failure)
                : await active.EndAsync(OperationState.Stuck, ExecutionErrors.ServedTooLong(operationId, servingSince, failure));
        }

        return await FinishAsync(active, ct);
    }

    private static bool IsStopped(Exception failure, CancellationToken ct) => failure is OperationCanceledException && ct.IsCancellationRequested;

    /// <summary>A clock that was set back does not say how long requests were taken: then a person decides, as if it were too long.</summary>
    private bool IsWithinWindow(Plan plan, DateTimeOffset servingSince)
    {
        var age = time.GetUtcNow() - servingSince;
        return age >= TimeSpan.Zero && age <= plan.UndoWindow;
    }

    /// <summary>What had not been started cannot be proven good by a gate that may not even look at it.</summary>
    private static async Task RequireServingAsync(ActiveOperation active, string operationId, CancellationToken ct)
    {
        var done = active.Progress.Done;
        foreach (var id in StepsOf(active.Plan, StageRole.Serve).Where(id => !done.Contains(id)))
        {
            if (!await IsDoneAsync(active, id, ct))
            {
                throw ExecutionErrors.HalfStarted(operationId, id, active.Plan.Find(id));
            }
        }
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

    /// <summary>What has happened cannot be stuck: only its clean-up is left undone, and that is a warning.</summary>
    private static async Task<Outcome> GiveUpAsync(ActiveOperation active, ShipkeeperException reason)
    {
        if (!IsKnownCommitted(active))
        {
            return await active.EndAsync(OperationState.Stuck, reason);
        }

        await active.WarnAsync(null, reason);
        return await active.EndAsync(OperationState.Succeeded);
    }

    /// <summary>A commit that was announced may have happened unrecorded: the world is asked.</summary>
    private static async Task<bool> IsCommittedAsync(ActiveOperation active, CancellationToken ct)
    {
        if (IsKnownCommitted(active))
        {
            return true;
        }

        var (progress, commits) = (active.Progress, StepsOf(active.Plan, StageRole.Commit).ToList());
        foreach (var id in commits.Where(id => !progress.Done.Contains(id)))
        {
            if (!progress.Begun.Contains(id) || !await IsDoneAsync(active, id, ct))
            {
                return false;
            }
        }

        return commits.Count > 0;
    }

    /// <summary>The journal alone says so. Clean-up begins only after the commit, and may have removed what an undo needs.</summary>
    private static bool IsKnownCommitted(ActiveOperation active)
    {
        var (progress, commits) = (active.Progress, StepsOf(active.Plan, StageRole.Commit).ToList());
        return StepsOf(active.Plan, StageRole.CleanUp).Any(progress.Begun.Contains)
            || (commits.Count > 0 && commits.TrueForAll(progress.Done.Contains));
    }

    private static IEnumerable<StepId> StepsOf(Plan plan, StageRole role) =>
        plan.EnumerateSteps().Where(step => step.Role == role).Select(step => step.Id);

    private static Task<bool> IsDoneAsync(ActiveOperation active, StepId id, CancellationToken ct)
    {
        var (kind, step, scope) = active.Prepare(id);
        return kind.IsDoneAsync(step, scope, ct);
    }
}
