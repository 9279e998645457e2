namespace Shipkeeper.Modules;

/// <summary>What is wanted of the repository.</summary>
/// <param name="Repository">Its address; null for the one that the global index names.</param>
/// <param name="Branch">Null for the one that the global index names.</param>
/// <param name="Only">Names of modules; empty for all.</param>
/// <param name="TakesNew">Modules that are not installed too.</param>
/// <param name="Retries">Also code that has failed before.</param>
internal sealed record ModuleRequest(string? Repository, string? Branch, IReadOnlyList<string> Only, bool TakesNew, bool Retries);

/// <param name="Address">Of the repository.</param>
internal sealed record ModuleView(string Address, string? Branch, IReadOnlyList<ModuleChoice> Choices);

/// <summary>Compares what is installed with what the repository has. Changes nothing but our own copy of the repository.</summary>
internal static class ModuleObserver
{
    /// <exception cref="ShipkeeperException"><c>git.*</c>, <c>modules.*</c>: nothing could be compared.</exception>
    public static async Task<ModuleView> SyncAsync(ModuleSession session, IReadOnlyList<InstalledModule> installed, ModuleRequest request, CancellationToken ct)
    {
        var (address, branch) = OriginOf(session, request);
        var branches = installed.Where(module => module.Index?.Branch is not null).ToDictionary(module => module.Name, module => module.Index!.Branch!);
        var repository = await session.RepositoryAt(address).SyncAsync(branch, branches, ct);
        return new(address, branch, ModuleChoice.OfAll(repository, installed, request.Retries ? [] : FailuresOf(session, repository), request.TakesNew, request.Only));
    }

    /// <returns>Where the modules come from, and which branch of it was asked for; null where none was.</returns>
    /// <exception cref="ShipkeeperException"><c>modules.no-repository</c></exception>
    public static (string Address, string? Branch) OriginOf(ModuleSession session, ModuleRequest request)
    {
        var global = session.Tree.ReadGlobalIndex();
        return (request.Repository ?? global?.Repository ?? throw ModuleErrors.NoRepository(session.Tree.Files.Resolve(ModuleIndex.FileName)), request.Branch ?? global?.Branch);
    }

    private static Dictionary<string, ModuleFailure> FailuresOf(ModuleSession session, IReadOnlyList<RepositoryModule> modules) => modules
        .Where(module => ModuleName.IsValid(module.Name))
        .Select(module => (module.Name, Failure: session.Replacement.FindFailure(module.Name)))
        .Where(module => module.Failure is not null)
        .ToDictionary(module => module.Name, module => module.Failure!);
}
