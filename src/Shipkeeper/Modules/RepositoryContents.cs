using Shipkeeper.Tools.Git;

namespace Shipkeeper.Modules;

/// <summary>What a repository has for a host.</summary>
/// <param name="Address">Of the repository.</param>
/// <param name="Commit">Of the branch that modules come from which have no branch of their own.</param>
/// <param name="WithoutIndex">Names of folders, and of links, that would be modules if they were folders with an index.</param>
/// <param name="Index">Its <c>index.json</c>; null where it has none.</param>
/// <param name="HasOldOrchestrator">Whether the updates orchestrator itself, in Python, lies in it, too.</param>
/// <param name="HasManifest">Whether it has the manifest of a repository from before modules.</param>
internal sealed record RepositoryContents(
    string Address, string Commit, IReadOnlyList<RepositoryModule> Modules, IReadOnlyList<string> WithoutIndex, byte[]? Index, bool HasOldOrchestrator, bool HasManifest)
{
    public static readonly RepositoryContents None = new("", "", [], [], Index: null, HasOldOrchestrator: false, HasManifest: false);

    /// <summary>The version of the updates orchestrator that lies in it: never installed, and only recorded as seen. Null where there is none.</summary>
    public string? OldOrchestrator
    {
        get
        {
            try
            {
                return HasOldOrchestrator ? ReadIndex()?.Version : null;
            }
            catch (ShipkeeperException)
            {
                // Whoever needs the index says that it cannot be read.
                return null;
            }
        }
    }

    /// <exception cref="ShipkeeperException"><c>modules.bad-index</c></exception>
    public GlobalIndex? ReadIndex() => Index is null ? null : GlobalIndex.Read(Index, $"{GitErrors.WithoutLogin(Address)}: {ModuleIndex.FileName}");
}
