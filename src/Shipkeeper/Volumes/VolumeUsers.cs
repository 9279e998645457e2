using Shipkeeper.State;

namespace Shipkeeper.Volumes;

/// <summary>Which services have which volumes, as their containers are now.</summary>
internal sealed class VolumeUsers(IReadOnlyDictionary<string, ObservedService> observed)
{
    public static async Task<VolumeUsers> FindAsync(PlatformSession session, CancellationToken ct) => new(await session.ObserveAsync(ct));

    /// <param name="volume">As the engine names it.</param>
    public IReadOnlySet<string> UsersOf(string volume) => observed.Values
        .Where(service => service.Containers.Any(container => container.Mounts.Any(mount => mount.Type == "volume" && mount.Name == volume)))
        .Select(service => service.Name)
        .ToHashSet();
}
