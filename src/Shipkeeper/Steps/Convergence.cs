using System.Text.RegularExpressions;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Steps;

/// <summary>When a service is what its release says. Pure.</summary>
internal static partial class Convergence
{
    /// <param name="configHash">Wanted; it depends on secrets too, so it may differ from the one that was recorded.</param>
    public static bool IsReached(ObservedService service, ReleasedService released, string configHash) =>
        service.Containers.Count == released.Replicas
        && service.Containers.All(container =>
            !IsStray(container.Name)
            && container.Labels.GetValueOrDefault(ComposeLabels.ConfigHash) == configHash
            && container.ImageId == released.Pin.ImageId
            && (container.State == "running" || (released.Completes && container.HasCompleted())));

    /// <summary>Compose makes the replacement of a container under this name, and renames it last: <c>&lt;id of the old one&gt;_name</c>.</summary>
    public static bool IsStray(string containerName) => StrayName().IsMatch(containerName);

    public static string CanonicalNameOf(string strayName) => StrayName().Replace(strayName, "");

    [GeneratedRegex("^[0-9a-f]{12}_")]
    private static partial Regex StrayName();
}
