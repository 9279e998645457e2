using System.Text.RegularExpressions;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Steps;

/// <summary>When a service is what its release says. Pure.</summary>
internal static partial class Convergence
{
    /// <param name="configHash">Wanted; it depends on secrets too, so it may differ from the one that was recorded.</param>
    public static bool IsReached(string project, ObservedService service, ReleasedService released, string configHash) =>
        !FindDrift(project, service, released, configHash).Any()
        && service.Containers.All(container => container.State == "running" || (released.Completes && container.HasCompleted()));

    /// <summary>In what a service is not as its release says, whether or not it runs.</summary>
    public static IEnumerable<string> FindDrift(string project, ObservedService service, ReleasedService released, string configHash)
    {
        if (service.Containers.Count != released.Replicas)
        {
            yield return $"{service.Containers.Count} containers instead of {released.Replicas}";
        }

        foreach (var container in service.Containers)
        {
            if (container.ImageId != released.Pin.ImageId)
            {
                yield return $"it runs another image than {released.Pin.Reference} of the release";
            }

            if (!released.IsConfiguredBy(container.Labels.GetValueOrDefault(ComposeLabels.ConfigHash), configHash))
            {
                yield return "its configuration is not the one of the release";
            }

            if (IsStray(container.Name))
            {
                yield return $"{container.Name} was left behind by an interrupted Compose";
            }
            else if (!IsCanonical(project, service.Name, released, container.Name))
            {
                yield return $"{container.Name} is not the name that Compose gives its container";
            }
        }
    }

    /// <summary>What has never run since it was made, or was halted. One that has ended is for the gate to judge.</summary>
    public static IEnumerable<string> FindNotStarted(ObservedService service) =>
        service.Containers.Where(container => container.State is "created" or "paused").Select(container => $"{container.Name} is {container.State}");

    /// <returns>Services of which less runs than the release says. One that ends well when its work is done, and that nobody starts again, may have done so; and a person may have paused one.</returns>
    public static IEnumerable<string> FindDown(Release release, IReadOnlyDictionary<string, ObservedService> observed) =>
        from service in release.Services
        let containers = observed.GetValueOrDefault(service.Key) ?? new(service.Key, [])
        let mayEnd = service.Value.Completes || service.Value.Restart is not ("always" or "unless-stopped")
        where containers.NotStopped.Count() + containers.Containers.Count(container => mayEnd && container.HasCompleted()) < service.Value.Replicas
        select service.Key;

    /// <returns>Null where not even its number is known.</returns>
    public static string? CanonicalNameOf(string project, ReleasedService released, ContainerSummary container) =>
        released.ContainerName
        ?? (container.Labels.GetValueOrDefault(ComposeLabels.Number) is { } number ? $"{project}-{container.Labels.GetValueOrDefault(ComposeLabels.Service)}-{number}" : null);

    public static bool IsCanonical(string project, string service, ReleasedService released, string name)
    {
        var prefix = $"{project}-{service}-";
        return released.ContainerName is { } own
            ? name == own
            : name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal) && name[prefix.Length..].All(char.IsAsciiDigit);
    }

    /// <summary>Compose makes the replacement of a container under this name, and renames it last: <c>&lt;id of the old one&gt;_name</c>.</summary>
    public static bool IsStray(string containerName) => StrayName().IsMatch(containerName);

    public static string CanonicalNameOf(string strayName) => StrayName().Replace(strayName, "");

    [GeneratedRegex("^[0-9a-f]{12}_")]
    private static partial Regex StrayName();
}
