using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Compose;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Moves;

/// <summary>
/// Networks and volumes that a candidate defines otherwise than the current release. What the engine has of them stays as it was made: a network
/// cannot be another one while containers are in it (some versions of Compose would try, and leave the containers behind), a volume holds data.
/// </summary>
internal static class ChangedResources
{
    /// <returns>What a person should know of volumes.</returns>
    /// <exception cref="ShipkeeperException">A network would have to be another one: <c>upgrade.network-changed</c>.</exception>
    public static async Task<IReadOnlyList<string>> CheckAsync(PlatformSession session, Release from, Release to, ResolvedModel model, CancellationToken ct)
    {
        var changed = from.Resources.Keys.Where(name => to.Resources.TryGetValue(name, out var hash) && hash != from.Resources[name]).Order(StringComparer.Ordinal).ToList();
        if (changed.Count > 0 && await FindAsReleasedAsync(session, from, ct) is { } before)
        {
            changed.RemoveAll(name => before.GetValueOrDefault(name) == model.Resources[name]);
        }

        var networks = changed.Where(name => name.StartsWith(ModelResources.Network, StringComparison.Ordinal)).ToList();
        return networks.Count > 0
            ? throw MoveErrors.NetworkChanged(from.Number, [.. networks.Select(name => name[ModelResources.Network.Length..])])
            : [.. changed.Select(name => $"{name}: stays as it was made; what the files say of it now takes effect for a new volume only")];
    }

    /// <summary>Another version of Compose may write the same definition otherwise, so it is asked for both.</summary>
    /// <returns>Null where the files of the release alone are not enough for Compose.</returns>
    private static async Task<IReadOnlyDictionary<string, string>?> FindAsReleasedAsync(PlatformSession session, Release release, CancellationToken ct)
    {
        try
        {
            var kept = new RootedFiles(session.Files.Resolve(ReleaseStore.KeptFilesOf(release.Number)));
            return (await session.Compose.ConfigAsync(session.ComposeProject(session.PlatformOf(release.Number), kept), ct)).Resources;
        }
        catch (ShipkeeperException)
        {
            return null;
        }
    }
}
