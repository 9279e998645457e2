using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Execution;

/// <summary>Runs a plan to one of its ends. It decides nothing about what the plan is for.</summary>
public sealed class Executor(StepKinds kinds, Undoing undoing)
{
    /// <inheritdoc cref="StepKinds.Check"/>
    public void Check(Plan plan) => kinds.Check(plan);

    /// <param name="operation">Planned and checked, and not yet running.</param>
    /// <param name="view">Told of everything that happens.</param>
    /// <param name="stop">Asks for a clean end: undo, or for a forward-only operation a stop where it stands.</param>
    /// <exception cref="ShipkeeperException">The journal was lost; recovery must end the operation.</exception>
    public async Task<Outcome> RunAsync(Operation operation, IOperationView view, CancellationToken stop)
    {
        var active = new ActiveOperation(operation, kinds, view);
        await active.RecordAsync(JournalEvent.Running);
        try
        {
            await RunStagesAsync(active, stop);
        }
        catch (Exception cause) when (!JournalErrors.IsLost(cause))
        {
            return active.Plan.Mode is OperationMode.Undo
                ? await undoing.RunAsync(active, cause)
                : await active.EndAsync(OperationState.Interrupted, cause);
        }

        await CleanUpAsync(active, stop);
        return await active.EndAsync(OperationState.Succeeded);
    }

    /// <summary>All stages up to the commit and with it.</summary>
    private static async Task RunStagesAsync(ActiveOperation active, CancellationToken stop)
    {
        foreach (var (number, role) in NumberedStages(active.Plan).TakeWhile(stage => stage.Role is not StageRole.CleanUp))
        {
            if (role is StageRole.Serve && active.Progress.ServingSince is null)
            {
                await active.RecordAsync(JournalEvent.Serving);
            }

            await StageRun.ApplyAsync(active, number, stop);
        }
    }

    /// <summary>What is left behind costs room, not correctness: the operation has happened.</summary>
    internal static async Task CleanUpAsync(ActiveOperation active, CancellationToken stop)
    {
        foreach (var (number, _) in NumberedStages(active.Plan).Where(stage => stage.Role is StageRole.CleanUp))
        {
            try
            {
                await StageRun.ApplyAsync(active, number, stop);
            }
            catch (Exception failure) when (!JournalErrors.IsLost(failure))
            {
                await active.WarnAsync(null, failure);
            }
        }
    }

    internal static IEnumerable<(int Number, StageRole Role)> NumberedStages(Plan plan) =>
        plan.Stages.Select((stage, index) => (index + 1, stage.Role));
}
