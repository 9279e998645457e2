using System.Text.RegularExpressions;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.State;

/// <summary>One service as the engine has it: all containers that Compose labelled with its name, one-off ones left out.</summary>
internal sealed record ObservedService(string Name, IReadOnlyList<ContainerSummary> Containers)
{
    private static readonly string[] StoppedStates = ["created", "exited", "dead"];

    public bool Runs => Containers.Count > 0 && Containers.All(container => container.State == "running");

    /// <summary>Whether enough of it runs, or is about to; one that completes may have done so.</summary>
    public bool IsUp(int replicas, bool completes) =>
        Containers.Count(container => container.State is "running" or "restarting" || (completes && container.HasCompleted())) >= replicas;

    /// <summary>Those that a stop concerns: also one that is paused, or about to be started again.</summary>
    public IEnumerable<ContainerSummary> NotStopped => Containers.Where(container => !StoppedStates.Contains(container.State));
}

internal static partial class ContainerWords
{
    /// <summary>The list of containers says it in words only; asking each one would cost a call.</summary>
    public static bool HasCompleted(this ContainerSummary container) =>
        container.State == "exited" && container.Status.StartsWith("Exited (0)", StringComparison.Ordinal);

    /// <summary>healthy, unhealthy or starting; null where nobody checks it. The list of containers has it in words only: <c>Up 3 minutes (health: starting)</c>.</summary>
    public static string? HealthWord(this ContainerSummary container) => Health().Match(container.Status) is { Success: true } match ? match.Groups["health"].Value : null;

    /// <summary>What is left of the words: <c>Up 3 minutes</c>.</summary>
    public static string StatusWords(this ContainerSummary container) => Health().Replace(container.Status, "");

    [GeneratedRegex(@" \((health: )?(?<health>healthy|unhealthy|starting)\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Health();
}

/// <summary>Asks the engine what is there.</summary>
internal static class ObservedServices
{
    /// <returns>Every container of the project that runs or could run for a service; not those with a role of their own.</returns>
    public static async Task<IReadOnlyList<ContainerSummary>> ListContainersAsync(DockerEngine docker, string project, CancellationToken ct)
    {
        var containers = await docker.Containers.ListAsync([ComposeLabels.Is(ComposeLabels.Project, project)], all: true, ct);
        return [.. containers.Where(container => !HasRole(container) && container.Labels.GetValueOrDefault(ComposeLabels.OneOff) != "True")];
    }

    public static async Task<IReadOnlyDictionary<string, ObservedService>> ListAsync(DockerEngine docker, string project, CancellationToken ct) =>
        (await ListContainersAsync(docker, project, ct))
            .GroupBy(container => container.Labels.GetValueOrDefault(ComposeLabels.Service, ""))
            .ToDictionary(group => group.Key, group => new ObservedService(group.Key, [.. group.OrderBy(container => container.Name, StringComparer.Ordinal)]));

    /// <summary>The operator itself and the edge: no operation on the platform touches them.</summary>
    public static bool HasRole(ContainerSummary container) => container.Labels.GetValueOrDefault(ComposeLabels.Role) is "operator" or "edge";
}
