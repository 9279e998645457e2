using Shipkeeper.Model;

namespace Shipkeeper.State;

/// <summary>When containers were started: a later time tells that one has been started again.</summary>
internal static class StartTimes
{
    /// <returns>For each layer by container id, of the running containers of these services.</returns>
    public static async Task<IReadOnlyDictionary<Layer, IReadOnlyDictionary<string, DateTimeOffset>>> OfRunningAsync(
        PlatformSession session, Release release, IReadOnlyCollection<string> services, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        var running = from service in services
                      where observed.ContainsKey(service)
                      from container in observed[service].Containers
                      where container.State == "running"
                      select (release.Services[service].Layer, container.Id);
        var started = await Task.WhenAll(running.Select(async container => (container.Layer, Details: await session.Docker.Containers.InspectAsync(container.Id, ct))));
        return Layers.InOrder.ToDictionary(
            layer => layer,
            IReadOnlyDictionary<string, DateTimeOffset> (layer) => started.Where(container => container.Layer == layer)
                .ToDictionary(container => container.Details.Id, container => container.Details.State.StartedAt ?? DateTimeOffset.UnixEpoch));
    }
}
