using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Execution;

/// <summary>
/// Puts an operation back: stage by stage in reverse, and only steps that may have taken effect and do not last. A step that cannot be
/// undone is tried again after each of the pauses; then the operation is stuck.
/// </summary>
public sealed class Undoing(TimeProvider time)
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15)];

    internal async Task<Outcome> RunAsync(ActiveOperation active, Exception? cause)
    {
        if (active.Progress.State is not OperationState.Undoing)
        {
            await active.RecordAsync(JournalEvent.Undoing, cause: cause);
        }

        for (var stage = active.Plan.Stages.Count; stage >= 1; stage--)
        {
            var failures = await UndoStageAsync(active, stage);
            if (failures.FirstOrDefault(JournalErrors.IsLost) is { } lost)
            {
                throw lost;
            }

            if (failures is [var failure, ..])
            {
                return await active.EndAsync(OperationState.Stuck, failure);
            }
        }

        return await active.EndAsync(OperationState.RolledBack, cause);
    }

    private async Task<IReadOnlyList<Exception>> UndoStageAsync(ActiveOperation active, int stage)
    {
        var progress = active.Progress;
        var steps = StageRun.StepsOf(active.Plan, stage).Where(step => progress.Begun.Contains(step) && !progress.Undone.Contains(step) && !active.Lasts(step));
        var results = await Task.WhenAll(steps.Select(step => UndoStepAsync(active, step)));
        return [.. results.OfType<Exception>()];
    }

    /// <summary>Null, or why the last try failed.</summary>
    private async Task<Exception?> UndoStepAsync(ActiveOperation active, StepId id)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var (kind, step, scope) = active.Prepare(id);
                await active.RecordAsync(JournalEvent.UndoBegun, id);
                await kind.UndoAsync(step, scope, CancellationToken.None);
                await active.RecordAsync(JournalEvent.UndoDone, id);
                return null;
            }
            catch (Exception failure) when (JournalErrors.IsLost(failure))
            {
                return failure;
            }
            catch (Exception failure)
            {
                if (await FailedForGoodAsync(active, id, attempt, failure) is { } reason)
                {
                    return reason;
                }
            }
        }
    }

    private async Task<Exception?> FailedForGoodAsync(ActiveOperation active, StepId id, int attempt, Exception failure)
    {
        try
        {
            await active.RecordAsync(JournalEvent.UndoFailed, id, failure);
        }
        catch (ShipkeeperException lost) when (JournalErrors.IsLost(lost))
        {
            return lost;
        }

        if (attempt == Pauses.Length)
        {
            return failure;
        }

        await Task.Delay(Pauses[attempt], time);
        return null;
    }
}
