using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Steps;

/// <summary>
/// Whether Compose may replace running containers by itself: it makes the new one before it stops the old one, so that nobody answers for the
/// shortest time. Not where it would have to wait for anybody: that it does by polling, and it runs again what has completed. Pure.
/// </summary>
internal static class RunningReplacement
{
    /// <param name="changed">Services that are not as the release says.</param>
    /// <returns>These and all that they depend on, which must be named lest their hashes change; empty: not to be done so.</returns>
    public static IReadOnlyList<string> Of(Release release, IReadOnlyDictionary<string, ObservedService> observed, IReadOnlyCollection<string> changed)
    {
        var reach = new HashSet<string>(changed);
        var waiting = new Queue<string>(changed);
        while (waiting.TryDequeue(out var service))
        {
            foreach (var dependency in release.Services[service].DependsOn.Keys.Where(release.Services.ContainsKey).Where(reach.Add))
            {
                waiting.Enqueue(dependency);
            }
        }

        return reach.All(service => observed.GetValueOrDefault(service) is { Runs: true } running
            && ConditionsOn(release, reach, service).All(condition => Holds(condition, running, changed.Contains(service))))
            ? [.. reach]
            : [];
    }

    private static IEnumerable<string> ConditionsOn(Release release, IEnumerable<string> services, string service) =>
        services.Select(other => release.Services[other].DependsOn.GetValueOrDefault(service)).OfType<string>();

    private static bool Holds(string condition, ObservedService service, bool isChanged) =>
        condition == "service_started" || (condition == "service_healthy" && !isChanged && service.Containers.All(container => container.HealthWord() == "healthy"));
}
