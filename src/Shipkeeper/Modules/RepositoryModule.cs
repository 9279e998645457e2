using Shipkeeper.Tools.Git;

namespace Shipkeeper.Modules;

/// <summary>One module as a commit of the repository has it.</summary>
/// <param name="Commit">Of its branch.</param>
/// <param name="Content">Git's id of the folder: it changes with anything in it.</param>
/// <param name="Entries">Every file and link, with paths from the top of the repository.</param>
/// <param name="Index">Null where the module cannot be taken: <paramref name="Problem"/> says why.</param>
internal sealed record RepositoryModule(
    string Name, string Commit, string Content, IReadOnlyList<GitEntry> Entries, ModuleIndex? Index, ShipkeeperException? Problem = null)
{
    /// <summary>The way of an entry inside of the module.</summary>
    public string PathInside(GitEntry entry) => entry.Path[(ModuleTree.PathOf(Name).Length + 1)..];
}
