using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Modules;

/// <param name="SeenOrchestrator">The version of the updates orchestrator that lies in the repository; null where none does.</param>
internal sealed record RecordPackagesInput(string? SeenOrchestrator);

/// <summary>Writes into the global index what is installed: what the modules themselves say, and nobody else.</summary>
internal sealed class RecordPackages(ModuleSession session) : ForwardStepKind<RecordPackagesInput>(Name, ModulesJson.Default.RecordPackagesInput)
{
    private const string Name = "record-packages";

    public static Step Step(RecordPackagesInput input) => Engine.Planning.Step.Of(Name, input, ModulesJson.Default.RecordPackagesInput, "list of what is installed, in index.json");

    protected override Task<bool> IsDoneAsync(RecordPackagesInput input, StepScope scope, CancellationToken ct)
    {
        var index = session.Tree.ReadGlobalIndex();
        var installed = session.Tree.ListPackages();
        return Task.FromResult(
            index is not null
            && (input.SeenOrchestrator is null || index.SeenOrchestrator == input.SeenOrchestrator)
            && index.Packages is var recorded && recorded.Count == installed.Count && installed.All(package => recorded.GetValueOrDefault(package.Key) == package.Value));
    }

    protected override Task ApplyAsync(RecordPackagesInput input, StepScope scope, CancellationToken ct)
    {
        var index = session.Tree.ReadGlobalIndex() ?? GlobalIndex.Empty;
        session.Tree.WriteGlobalIndex(index.With(session.Tree.ListPackages(), input.SeenOrchestrator));
        return Task.CompletedTask;
    }
}
