using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Modules;

/// <param name="Repository">For a tree that has no global index yet; null where nobody has named one.</param>
/// <param name="Signers">The same, for the file of those who may sign.</param>
/// <param name="SeenOrchestrator">The version of the updates orchestrator that lies in the repository; null where none does.</param>
internal sealed record RecordPackagesInput(string? Repository, string? Branch, string? Signers, string? SeenOrchestrator)
{
    /// <param name="origin">Null for a tree without a repository.</param>
    public static RecordPackagesInput From(ModuleOrigin? origin, string? seenOrchestrator = null) => new(origin?.Address, origin?.Branch, origin?.Signers, seenOrchestrator);
}

/// <summary>Writes into the global index what is installed: what the modules themselves say, and nobody else.</summary>
internal sealed class RecordPackages(ModuleSession session) : ForwardStepKind<RecordPackagesInput>(Name, ModulesJson.Default.RecordPackagesInput)
{
    private const string Name = "record-packages";

    public static Step Step(RecordPackagesInput input) => Engine.Planning.Step.Of(Name, input, ModulesJson.Default.RecordPackagesInput, "what is installed, in the global index");

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
        var index = session.Tree.ReadGlobalIndex() ?? GlobalIndex.Of(input.Repository, input.Branch, input.Signers);
        session.Tree.WriteGlobalIndex(index.With(session.Tree.ListPackages(), input.SeenOrchestrator));
        return Task.CompletedTask;
    }
}
