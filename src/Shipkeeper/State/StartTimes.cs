namespace Shipkeeper.State;

/// <summary>When containers were started: a later time tells that one has been started again.</summary>
internal static class StartTimes
{
    /// <returns>By container id, of the running containers of these services.</returns>
    public static async Task<IReadOnlyDictionary<string, DateTimeOffset>> OfRunningAsync(
        PlatformSession session, IReadOnlyCollection<string> services, CancellationToken ct)
    {
        var observed = await ObservedServices.ListAsync(session.Docker, session.Platform.Name, ct);
        var running = observed.Where(service => services.Contains(service.Key)).SelectMany(service => service.Value.Containers).Where(container => container.State == "running");
        var details = await Task.WhenAll(running.Select(container => session.Docker.Containers.InspectAsync(container.Id, ct)));
        return details.ToDictionary(container => container.Id, container => container.State.StartedAt ?? DateTimeOffset.UnixEpoch);
    }
}
