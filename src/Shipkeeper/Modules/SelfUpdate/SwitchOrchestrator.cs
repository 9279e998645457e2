using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Modules.SelfUpdate;

/// <param name="From">The version that was used until now.</param>
internal sealed record SwitchOrchestratorInput(string Version, string From);

/// <summary>
/// Lets the link lead to the new version, in one rename. Nothing puts it back: a recovery may be the work of the new version already, which must not take
/// itself away.
/// </summary>
internal sealed class SwitchOrchestrator(ModuleSession session) : ForwardStepKind<SwitchOrchestratorInput>(Name, ModulesJson.Default.SwitchOrchestratorInput)
{
    private const string Name = "switch-orchestrator";

    public static Step Step(SwitchOrchestratorInput input) =>
        Engine.Planning.Step.Of(Name, input, ModulesJson.Default.SwitchOrchestratorInput, $"Shipkeeper {input.Version} instead of {input.From}");

    protected override Task<bool> IsDoneAsync(SwitchOrchestratorInput input, StepScope scope, CancellationToken ct) => Task.FromResult(session.Versions.Current == input.Version);

    protected override Task ApplyAsync(SwitchOrchestratorInput input, StepScope scope, CancellationToken ct)
    {
        session.Versions.Switch(input.Version);
        return Task.CompletedTask;
    }
}
