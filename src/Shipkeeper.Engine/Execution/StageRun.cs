using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Execution;

/// <summary>Applies the steps of one stage side by side. Returns or throws only when none of them runs any more.</summary>
internal static class StageRun
{
    public static async Task ApplyAsync(ActiveOperation operation, int stage, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var failures = new ConcurrentQueue<Exception>();

        await Task.WhenAll(StepsOf(operation.Plan, stage).Select(async step =>
        {
            try
            {
                await ApplyStepAsync(operation, step, stop.Token);
            }
            catch (Exception failure)
            {
                failures.Enqueue(IsOwnLimit(failure, stop) ? new TimeoutException($"Step {step} was cut short by a limit of its own.", failure) : failure);
                stop.Cancel();
            }
        }));

        if (failures.TryPeek(out var cause))
        {
            ExceptionDispatchInfo.Throw(cause);
        }
    }

    public static IEnumerable<StepId> StepsOf(Plan plan, int stage) =>
        Enumerable.Range(1, plan.Stages[stage - 1].Steps.Count).Select(index => new StepId(stage, index));

    /// <summary>Nobody asked for a stop, so nobody may be told that somebody did.</summary>
    private static bool IsOwnLimit(Exception failure, CancellationTokenSource stop) =>
        failure is OperationCanceledException && !stop.IsCancellationRequested;

    private static async Task ApplyStepAsync(ActiveOperation operation, StepId id, CancellationToken ct)
    {
        var (kind, step, scope) = operation.Prepare(id);
        ct.ThrowIfCancellationRequested();
        if (await kind.IsDoneAsync(step, scope, ct))
        {
            await operation.RecordAsync(JournalEvent.StepAlreadyDone, id);
            return;
        }

        ct.ThrowIfCancellationRequested();
        await operation.RecordAsync(JournalEvent.StepBegun, id);
        try
        {
            await kind.ApplyAsync(step, scope, ct);
        }
        catch (Exception failure) when (!JournalErrors.IsLost(failure))
        {
            await operation.RecordAsync(JournalEvent.StepFailed, id, failure);
            throw;
        }

        await operation.RecordAsync(JournalEvent.StepDone, id);
    }
}
