using Shipkeeper.Model;
using Shipkeeper.Tools.Git;

namespace Shipkeeper.State;

/// <summary>
/// Which definition files are this host's own, and stay when files come from elsewhere: an override, an env file, certificates. Migrations and
/// hooks are the release's, whoever has put them there.
/// </summary>
internal static class HostFiles
{
    /// <param name="files">All definition files, as they lie in the platform directory.</param>
    /// <param name="checkout">Null: git does not know the platform directory.</param>
    public static IReadOnlyList<string> Of(Platform platform, DefinitionSet definition, IReadOnlyCollection<string> files, Checkout? checkout)
    {
        var untracked = checkout is null ? [] : files.Intersect(checkout.Untracked).ToList();
        var own = checkout is null || untracked.Count == files.Count ? files.Intersect(definition.Files).Except(Named(platform)) : untracked;
        return [.. own.Where(file => MayBeOwn(platform, file))];
    }

    public static bool MayBeOwn(Platform platform, string file) =>
        !DefinitionSets.OwnFolders(platform).Any(folder => file.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal));

    /// <summary>Where git cannot tell: what was there first has come with the platform, and the rest is what those files only read.</summary>
    private static IEnumerable<string> Named(Platform platform) =>
    [
        Platform.DefinitionFile,
        platform.Definition.Versions,
        platform.ComposeFiles[0],
        .. platform.Definition.Compose.Files.Select(file => file.File),
    ];
}
