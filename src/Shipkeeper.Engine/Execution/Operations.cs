using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Execution;

/// <summary>How every change happens: take the lock, end what is unfinished, plan, record, run.</summary>
public sealed class Operations(IOperationLock operationLock, IOperationStore store, Executor executor, Recovery recovery)
{
    /// <param name="verb">The command, as the holder of the lock shows it.</param>
    /// <param name="makePlan">Observes and plans, under the lock; an empty plan means that there is nothing to do.</param>
    /// <param name="view">Told of everything that happens.</param>
    /// <param name="stop">Asks for a clean end.</param>
    /// <returns>Null when there was nothing to do.</returns>
    public async Task<Outcome?> RunAsync(string verb, Func<CancellationToken, Task<Plan>> makePlan, IOperationView view, CancellationToken stop)
    {
        await using var hold = await HoldAsync(verb, view, stop);
        return await RunAsync(hold, makePlan, view, stop);
    }

    /// <param name="hold">From <see cref="HoldAsync"/>: several plans may follow each other under one.</param>
    /// <inheritdoc cref="RunAsync(string, Func{CancellationToken, Task{Plan}}, IOperationView, CancellationToken)"/>
    public async Task<Outcome?> RunAsync(IOperationHold hold, Func<CancellationToken, Task<Plan>> makePlan, IOperationView view, CancellationToken stop)
    {
        var told = new QuietView(view);
        var plan = await makePlan(stop);
        if (plan.IsEmpty)
        {
            return null;
        }

        executor.Check(plan);
        await using var operation = await store.CreateAsync(plan, hold.Holder.Actor);
        hold.Name(operation.Id);
        told.Begun(operation);
        return await executor.RunAsync(operation, told, stop);
    }

    /// <summary>Takes the lock and ends what is unfinished: enough for what changes something by another's hand, without a plan.</summary>
    /// <inheritdoc cref="RunAsync(string, Func{CancellationToken, Task{Plan}}, IOperationView, CancellationToken)"/>
    /// <returns>The lock, to be disposed.</returns>
    public async Task<IOperationHold> HoldAsync(string verb, IOperationView view, CancellationToken stop)
    {
        var hold = await operationLock.TakeAsync(verb, stop);
        try
        {
            await EndUnfinishedAsync(new(view), stop);
            return hold;
        }
        catch
        {
            await hold.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the lock, and lets a person's decision end the operation that is stuck.</summary>
    /// <param name="verb">The command, as the holder of the lock shows it.</param>
    /// <param name="endAsync">What the person has decided.</param>
    /// <returns>Null when no operation is stuck.</returns>
    public async Task<Outcome?> EndStuckAsync(string verb, Func<Operation, Recovery, Task<Outcome>> endAsync, IOperationView view, CancellationToken stop)
    {
        await using var hold = await operationLock.TakeAsync(verb, stop);
        await using var unfinished = await store.OpenUnfinishedAsync();
        if (unfinished is not { Progress.State: OperationState.Stuck })
        {
            return null;
        }

        new QuietView(view).Begun(unfinished);
        return await endAsync(unfinished, recovery);
    }

    private async Task EndUnfinishedAsync(QuietView view, CancellationToken ct)
    {
        await using var unfinished = await store.OpenUnfinishedAsync();
        if (unfinished is null)
        {
            return;
        }

        if (unfinished.Progress is { State: OperationState.Stuck } stuck)
        {
            throw ExecutionErrors.Stuck(unfinished.Id, stuck.StuckBecause);
        }

        view.Begun(unfinished);
        var outcome = await recovery.EndAsync(unfinished, view, ct);
        if (outcome.State is OperationState.Stuck)
        {
            throw ExecutionErrors.Stuck(unfinished.Id, outcome.Cause?.Message);
        }
    }
}
