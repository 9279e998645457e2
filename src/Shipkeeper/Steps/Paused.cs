using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Steps;

/// <summary>
/// Containers that somebody has paused. The engine starts none of them, and Compose tries to as soon as it makes containers of what
/// depends on them.
/// </summary>
internal static class Paused
{
    /// <summary>Lets services run on, with all that they depend on.</summary>
    public static async Task WakeAsync(
        PlatformSession session,
        Release release,
        IReadOnlyCollection<string> services,
        IReadOnlyDictionary<string, ObservedService> observed,
        Action<string> report,
        CancellationToken ct)
    {
        var paused = WithDependencies(release, services).Where(observed.ContainsKey)
            .SelectMany(service => observed[service].Containers)
            .Where(container => container.State == "paused");
        await Task.WhenAll(paused.Select(async container =>
        {
            report($"{container.Name}: was paused, runs on");
            await session.Docker.Containers.UnpauseAsync(container.Id, ct);
        }));
    }

    /// <returns>The services themselves too, each once.</returns>
    public static IReadOnlyCollection<string> WithDependencies(Release release, IEnumerable<string> services)
    {
        var found = new HashSet<string>();
        var open = new Stack<string>(services);
        while (open.TryPop(out var service))
        {
            if (found.Add(service) && release.Services.TryGetValue(service, out var released))
            {
                released.DependsOn.Keys.ToList().ForEach(open.Push);
            }
        }

        return found;
    }
}
