using Shipkeeper.Tools.Git;

namespace Shipkeeper.Modules;

/// <summary>What is wanted of the repository.</summary>
/// <param name="Repository">Its address; null for the one that the global index names.</param>
/// <param name="Branch">Null for the one that the global index names.</param>
/// <param name="Only">Names of modules; empty for all.</param>
/// <param name="TakesNew">Modules that are not installed too.</param>
/// <param name="Retries">Also code that has failed before.</param>
/// <param name="Signers">A file of those who may have signed its commits; null for the one that the global index names.</param>
internal sealed record ModuleRequest(string? Repository, string? Branch, IReadOnlyList<string> Only, bool TakesNew, bool Retries, string? Signers)
{
    public bool Wants(string module) => Only.Count == 0 || Only.Contains(module);
}

/// <summary>Where modules come from.</summary>
/// <param name="Address">Of the repository.</param>
/// <param name="Branch">Null where none was asked for.</param>
/// <param name="Signers">A file of those who may have signed its commits; null where no signature is needed.</param>
internal sealed record ModuleOrigin(string Address, string? Branch, string? Signers);

/// <param name="Origin">Null for a tree without a repository: its modules are built in.</param>
/// <param name="Gone">Installed, and not in the repository any more: they stay, and run.</param>
internal sealed record ModuleView(ModuleOrigin? Origin, RepositoryContents Repository, IReadOnlyList<ModuleChoice> Choices, IReadOnlyList<ModuleIndex> Gone)
{
    /// <summary>Most often it is another repository than the one that was meant.</summary>
    /// <returns>What a person should know of it; null where the repository has modules.</returns>
    public string? EmptyRepository
    {
        get
        {
            if (Origin is null || Repository.Modules.Count > 0)
            {
                return null;
            }

            var advice = Repository.HasManifest ? $"; what its {LegacyManifest.FileName} names is run with --legacy" : "";
            return $"{GitErrors.WithoutLogin(Origin.Address)} has no modules{advice}";
        }
    }
}

/// <summary>Compares what is installed with what the repository has. Changes nothing but our own copy of the repository.</summary>
internal static class ModuleObserver
{
    /// <exception cref="ShipkeeperException"><c>git.*</c>, <c>modules.*</c>: nothing could be compared, or a module that was named is nowhere.</exception>
    public static async Task<ModuleView> SyncAsync(ModuleSession session, IReadOnlyList<InstalledModule> installed, ModuleRequest request, CancellationToken ct)
    {
        if (FindOrigin(session, request) is not { } origin)
        {
            return new(null, RepositoryContents.None, [], []);
        }

        var branches = installed.Where(module => module.Index?.Branch is not null).ToDictionary(module => module.Name, module => module.Index!.Branch!);
        var repository = await session.RepositoryAt(origin).SyncAsync(origin.Branch, branches, ct);
        if (request.Only.FirstOrDefault(name => repository.Modules.All(module => module.Name != name) && installed.All(module => module.Name != name)) is { } unknown)
        {
            throw ModuleErrors.NoSuchModule(unknown, repository.Modules.Select(module => module.Name).Union(installed.Select(module => module.Name)));
        }

        var failures = request.Retries ? [] : FailuresOf(session, repository.Modules);
        var gone = installed.Where(module => module.Index is { BuiltIn: null } && request.Wants(module.Name) && repository.Modules.All(known => known.Name != module.Name));
        return new(origin, repository, ModuleChoice.OfAll(repository.Modules, installed, failures, request, session.Tree.FindInTheWay), [.. gone.Select(module => module.Index!)]);
    }

    /// <summary>Somebody has to say where modules come from, unless they are built in.</summary>
    /// <exception cref="ShipkeeperException"><c>modules.no-repository</c></exception>
    public static void RequireSource(ModuleSession session, ModuleRequest request)
    {
        if (FindOrigin(session, request) is null && session.Tree.List().All(module => module.Index?.BuiltIn is null))
        {
            throw NoRepository(session);
        }
    }

    /// <exception cref="ShipkeeperException"><c>modules.no-repository</c></exception>
    public static ModuleOrigin OriginOf(ModuleSession session, ModuleRequest request) => FindOrigin(session, request) ?? throw NoRepository(session);

    private static ModuleOrigin? FindOrigin(ModuleSession session, ModuleRequest request)
    {
        var global = session.Tree.ReadGlobalIndex();
        var signers = request.Signers ?? (global?.Signers is { } named ? Path.Combine(session.Tree.Root, named) : null);
        return (request.Repository ?? global?.Repository) is { } address ? new(address, request.Branch ?? global?.Branch, signers) : null;
    }

    private static ShipkeeperException NoRepository(ModuleSession session) => ModuleErrors.NoRepository(session.Tree.Files.Resolve(ModuleIndex.FileName));

    private static Dictionary<string, ModuleFailure> FailuresOf(ModuleSession session, IReadOnlyList<RepositoryModule> modules) => modules
        .Where(module => ModuleName.IsValid(module.Name))
        .Select(module => (module.Name, Failure: session.ReplacementOf(module.Name).FindFailure()))
        .Where(module => module.Failure is not null)
        .ToDictionary(module => module.Name, module => module.Failure!);
}
