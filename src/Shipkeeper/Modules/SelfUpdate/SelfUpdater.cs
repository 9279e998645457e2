using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Modules.SelfUpdate;

/// <summary>Brings in the Shipkeeper that a repository offers, for a module tree that has one of its own.</summary>
/// <param name="warn">Told what a person should know, and what stops nothing.</param>
internal sealed class SelfUpdater(ModuleSession session, Operations operations, IOperationView view, Action<string> warn)
{
    private const string Variable = "SHIPKEEPER_SUCCEEDS";

    /// <summary>What a new version is started with: it does not look for another one.</summary>
    public static KeyValuePair<string, string> Mark => new(Variable, ProgramVersion.Text);

    /// <summary>Why what is offered is not taken; null where nothing went wrong.</summary>
    public ShipkeeperException? Failure { get; private set; }

    private static bool Succeeds => Environment.GetEnvironmentVariable(Variable) is not null;

    /// <param name="retries">Also a version that failed before.</param>
    /// <returns>Whether another version is used from now on.</returns>
    /// <exception cref="ShipkeeperException"><c>modules.stuck</c>, <c>modules.stopped</c></exception>
    public async Task<bool> UpdateAsync(IOperationHold hold, ModuleView found, bool retries, CancellationToken stop)
    {
        try
        {
            return !Succeeds && found.Repository.ReadIndex()?.Offer is { } offer && await UpdateAsync(hold, offer, found, retries, stop);
        }
        catch (ShipkeeperException failure) when (failure.Code.Kind is ErrorKind.Failed)
        {
            Failure = failure;
            warn(failure.Message);
            return false;
        }
    }

    private async Task<bool> UpdateAsync(IOperationHold hold, OrchestratorOffer offer, ModuleView found, bool retries, CancellationToken stop)
    {
        var (current, failure) = (session.Versions.Current, session.Versions.FindFailure());
        switch (OrchestratorChoice.Of(offer, current, retries ? null : failure))
        {
            case OrchestratorVerdict.NoneOfItsOwn:
                warn($"the repository offers Shipkeeper {offer.Version}, and {session.Tree.Root} has none of its own that could be replaced; 'shipkeeper modules install' gives it one");
                return false;
            case OrchestratorVerdict.FailedBefore:
                warn($"the file that is offered as Shipkeeper {offer.Version} failed before ({failure!.Reason.TrimEnd('.')}), and is not taken until it changes; --retry takes it");
                return false;
            case OrchestratorVerdict.Newer:
                return await StageAsync(hold, offer, found, stop) && await SwitchAsync(hold, offer, current!, stop);
            default:
                return false;
        }
    }

    private async Task<bool> StageAsync(IOperationHold hold, OrchestratorOffer offer, ModuleView found, CancellationToken stop)
    {
        var step = StageOrchestrator.Step(new(offer, session.CopyOf(found.Repository.Address).Folder, found.Repository.Commit));
        var outcome = await RunAsync(hold, step, OperationMode.Undo, stop);
        if (outcome is { State: OperationState.Stuck } or { Cause: OperationCanceledException })
        {
            throw ModuleErrors.NotReplaced(outcome);
        }

        Failure = outcome.Cause as ShipkeeperException;
        if (Failure?.Code == SelfUpdateErrors.BadCode)
        {
            session.Versions.Remember(new(offer.Version, offer.Sha256, Failure.Message, session.Time.GetUtcNow()));
        }

        return outcome.State is OperationState.Succeeded;
    }

    private async Task<bool> SwitchAsync(IOperationHold hold, OrchestratorOffer offer, string current, CancellationToken stop)
    {
        var outcome = await RunAsync(hold, SwitchOrchestrator.Step(new(offer.Version, current)), OperationMode.ForwardOnly, stop);
        Failure = outcome.Cause as ShipkeeperException;
        return outcome.State is OperationState.Succeeded;
    }

    private async Task<Outcome> RunAsync(IOperationHold hold, Step step, OperationMode mode, CancellationToken stop) =>
        (await operations.RunAsync(hold, _ => Task.FromResult(new Plan { Verb = "modules self-update", Mode = mode, Stages = [Stage.Of(step)] }), view, stop))!;
}
