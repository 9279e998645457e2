using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Modules;

/// <param name="Repository">For a tree that has no global index yet.</param>
internal sealed record RecordPackagesInput(string Repository, string? Branch);

/// <summary>Writes into the global index what is installed: what the modules themselves say, and nobody else.</summary>
internal sealed class RecordPackages(ModuleSession session) : ForwardStepKind<RecordPackagesInput>(Name, ModulesJson.Default.RecordPackagesInput)
{
    private const string Name = "record-packages";

    public static Step Step(RecordPackagesInput input) => Engine.Planning.Step.Of(Name, input, ModulesJson.Default.RecordPackagesInput, "what is installed, in the global index");

    protected override Task<bool> IsDoneAsync(RecordPackagesInput input, StepScope scope, CancellationToken ct)
    {
        var recorded = session.Tree.ReadGlobalIndex()?.Packages;
        var installed = session.Tree.ListPackages();
        return Task.FromResult(recorded is not null && recorded.Count == installed.Count && installed.All(package => recorded.GetValueOrDefault(package.Key) == package.Value));
    }

    protected override Task ApplyAsync(RecordPackagesInput input, StepScope scope, CancellationToken ct)
    {
        var index = session.Tree.ReadGlobalIndex() ?? GlobalIndex.Of(input.Repository, input.Branch);
        session.Tree.WriteGlobalIndex(index.With(session.Tree.ListPackages()));
        return Task.CompletedTask;
    }
}
