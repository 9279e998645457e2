using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Execution;

/// <summary>Applies the steps of one stage side by side. Returns or throws only when none of them runs any more.</summary>
internal static class StageRun
{
    public static async Task ApplyAsync(ActiveOperation operation, int stage, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Exception? first = null;

        await Task.WhenAll(StepsOf(operation.Plan, stage).Select(async step =>
        {
            try
            {
                await ApplyStepAsync(operation, step, stop.Token);
            }
            catch (Exception failure)
            {
                Interlocked.CompareExchange(ref first, failure, null);
                await stop.CancelAsync();
            }
        }));

        if (first is not null)
        {
            throw first is ShipkeeperException or OperationCanceledException ? first : new AggregateException(first);
        }
    }

    public static IEnumerable<StepId> StepsOf(Plan plan, int stage) =>
        Enumerable.Range(1, plan.Stages[stage - 1].Steps.Count).Select(index => new StepId(stage, index));

    private static async Task ApplyStepAsync(ActiveOperation operation, StepId id, CancellationToken ct)
    {
        var (kind, step, scope) = operation.Prepare(id);
        ct.ThrowIfCancellationRequested();
        if (await kind.IsDoneAsync(step, scope, ct))
        {
            await operation.RecordAsync(JournalEvent.StepAlreadyDone, id);
            return;
        }

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
