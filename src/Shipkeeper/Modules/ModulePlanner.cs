using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Modules;

/// <summary>The two plans of a run. Pure.</summary>
internal static class ModulePlanner
{
    /// <summary>Phase 1: brings in what is newer, all of it or nothing.</summary>
    /// <param name="choices">Those that are taken.</param>
    /// <param name="copy">Our copy of the repository.</param>
    public static Plan ReplaceAll(IReadOnlyList<ModuleChoice> choices, string copy) => new()
    {
        Verb = "modules update",
        Mode = OperationMode.Undo,
        Stages =
        [
            .. choices.Select(choice => Stage.Of(ReplaceModule.Step(new(
                choice.Module.Name, choice.Module.Index!.VersionText, choice.Installed?.Index?.VersionText, copy, choice.Module.Commit, choice.Module.Content)))),
        ],
    };

    /// <summary>Phase 2: runs modules, each for itself.</summary>
    /// <param name="failed">How many modules have failed already: they could not be read.</param>
    /// <param name="parallel">Above 1, modules of one priority run side by side.</param>
    public static Plan RunAll(IReadOnlyList<ModuleIndex> modules, int failed, int parallel, RecordPackagesInput packages) => new()
    {
        Verb = "modules run",
        Mode = OperationMode.ForwardOnly,
        Stages =
        [
            .. Batches(modules, parallel).Select(batch => Stage.Of([.. batch.Select(module => RunModule.Step(new(module.Name)))])),
            Stage.Of(RecordPackages.Step(packages)),
            Stage.Of(RequireGoodModules.Step(modules.Count + failed)),
        ],
    };

    private static IEnumerable<IReadOnlyList<ModuleIndex>> Batches(IReadOnlyList<ModuleIndex> modules, int parallel) => parallel == 1
        ? modules.Select(module => new[] { module })
        : modules.GroupBy(module => module.Priority).Select(group => group.ToList());
}
