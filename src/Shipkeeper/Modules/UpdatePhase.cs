using Shipkeeper.Engine.Execution;

namespace Shipkeeper.Modules;

/// <summary>Phase 1 of a run: brings in what is newer, all of it at once.</summary>
/// <param name="runner">Told of every module that could not be brought in.</param>
internal sealed class UpdatePhase(ModuleTree tree, Operations operations, IOperationHold hold, ModuleRunner runner, IOperationView view)
{
    /// <summary>Where all at once cannot be done, one by one, so that a module that cannot be put in its place stops no other.</summary>
    /// <param name="copy">Our copy of the repository.</param>
    /// <returns>Whether anything was to be brought in.</returns>
    /// <exception cref="ShipkeeperException"><c>modules.stuck</c>, <c>modules.stopped</c></exception>
    public async Task<bool> RunAsync(IReadOnlyList<ModuleChoice> choices, string copy, CancellationToken stop)
    {
        // A run that was killed before it had begun to put a module in its place may have left one here.
        tree.Files.Remove(ModulePlaces.StagedFolder);
        var taken = choices.Where(choice => choice.IsTaken).ToList();
        var failure = await ReplaceAsync(taken, copy, stop);
        if (failure is not null && taken is [var only])
        {
            runner.Remember(only.Module.Name, failure);
        }
        else if (failure is not null)
        {
            foreach (var choice in taken)
            {
                if (await ReplaceAsync([choice], copy, stop) is { } own)
                {
                    runner.Remember(choice.Module.Name, own);
                }
            }
        }

        return taken.Count > 0;
    }

    /// <returns>Why nothing of it was brought in; null where all was.</returns>
    private async Task<string?> ReplaceAsync(IReadOnlyList<ModuleChoice> choices, string copy, CancellationToken stop)
    {
        var outcome = await operations.RunAsync(hold, _ => Task.FromResult(ModulePlanner.ReplaceAll(choices, copy)), view, stop);
        return outcome is { State: OperationState.Stuck } or { Cause: OperationCanceledException } ? throw ModuleErrors.NotReplaced(outcome) : outcome?.Cause?.Message;
    }
}
