using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Modules;

/// <param name="From">The version that is replaced; null for a module that is not installed.</param>
/// <param name="Copy">Our copy of the repository.</param>
/// <param name="Content">Git's id of the module's folder.</param>
internal sealed record ReplaceModuleInput(string Module, string Version, string? From, string Copy, string Commit, string Content);

/// <summary>Brings the code of a module that the repository has, with the settings of this host, in the place of the code that is there.</summary>
internal sealed class ReplaceModule(ModuleSession session) : StepKind<ReplaceModuleInput>(Name, ModulesJson.Default.ReplaceModuleInput)
{
    private const string Name = "replace-module";

    public override bool CanUndo => true;

    public static Step Step(ReplaceModuleInput input)
    {
        var what = input.From is null ? $"module {input.Module} {input.Version}, which is new" : $"module {input.Module} from {input.From} to {input.Version}";
        return Engine.Planning.Step.Of(Name, input, ModulesJson.Default.ReplaceModuleInput, what);
    }

    protected override Task<bool> IsDoneAsync(ReplaceModuleInput input, StepScope scope, CancellationToken ct) =>
        Task.FromResult(session.ReplacementOf(input.Module).IsInPlace(input.Version));

    protected override async Task ApplyAsync(ReplaceModuleInput input, StepScope scope, CancellationToken ct)
    {
        var entries = await session.Git.ListAsync(input.Copy, input.Commit, [ModuleTree.PathOf(input.Module) + "/"], ct);
        var module = new RepositoryModule(input.Module, input.Commit, input.Content, [.. entries.Where(entry => entry.Kind is not Tools.Git.GitEntryKind.Folder)], null);
        var staged = new StagedModule(session.Tree, module);
        staged.Clear();
        await session.Git.ReadAsync(input.Copy, module.Entries, staged.Add, ct);
        var replacement = session.ReplacementOf(input.Module);
        replacement.Settings.CarryOn();
        replacement.PutStaged(input.From is { } from ? new(input.Version, input.Content, from) : null);
    }

    protected override Task UndoAsync(ReplaceModuleInput input, StepScope scope, CancellationToken ct)
    {
        session.ReplacementOf(input.Module).TakeBack(input.Version, input.From);
        return Task.CompletedTask;
    }
}
