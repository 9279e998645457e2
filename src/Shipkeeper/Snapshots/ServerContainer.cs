using Shipkeeper.Database;
using Shipkeeper.State;

namespace Shipkeeper.Snapshots;

/// <summary>The container in which the database server runs, with PostgreSQL's own programs of the same version.</summary>
internal static class ServerContainer
{
    /// <exception cref="ShipkeeperException"><c>service.not-running</c></exception>
    public static async Task<string> FindAsync(PlatformSession session, CancellationToken ct)
    {
        var service = PlatformDatabase.DefinitionOf(session).Service;
        return (await session.ObserveAsync(ct)).GetValueOrDefault(service.Text)?.Containers.FirstOrDefault(container => container.State == "running")?.Id
            ?? throw ServiceErrors.NotRunning(service);
    }
}
