using Shipkeeper.Database;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Snapshots;

/// <summary>The container in which the database server runs, with PostgreSQL's own programs of the same version.</summary>
internal static class ServerContainer
{
    /// <param name="folder">In the container.</param>
    /// <returns>The mount that it lies in; null where it lies in none.</returns>
    public static ContainerMount? FindMount(ContainerDetails container, string folder) => container.Mounts
        .Where(mount => $"{folder}/".StartsWith($"{mount.Destination.TrimEnd('/')}/", StringComparison.Ordinal))
        .MaxBy(mount => mount.Destination.Length);

    /// <exception cref="ShipkeeperException"><c>service.not-running</c></exception>
    public static async Task<string> FindAsync(PlatformSession session, CancellationToken ct)
    {
        var service = PlatformDatabase.DefinitionOf(session).Service;
        return (await session.ObserveAsync(ct)).GetValueOrDefault(service.Text)?.Containers.FirstOrDefault(container => container.State == "running")?.Id
            ?? throw ServiceErrors.NotRunning(service);
    }
}
