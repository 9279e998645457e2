using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Versions;

namespace Shipkeeper.Steps;

/// <summary>What is said of each service, by whoever says it.</summary>
internal static class ServiceReports
{
    public static async Task<IReadOnlyList<LayerStatus>> OfAsync(
        PlatformSession session, Release release, IReadOnlyDictionary<string, ObservedService> observed, CancellationToken ct) =>
        Of(session.Platform.Name, release, observed, await ConfigHashesAsync(session, release, observed, ct));

    /// <param name="configHashes">Wanted, by service: those of the release, or what its files mean with the secrets of today.</param>
    public static IReadOnlyList<LayerStatus> Of(
        string project, Release release, IReadOnlyDictionary<string, ObservedService> observed, IReadOnlyDictionary<string, string> configHashes) =>
    [
        .. Layers.InOrder
            .Select(layer => new LayerStatus(
                layer.Name(),
                [.. release.ServicesOf(layer).Select(name => Of(project, name, release.Services[name], configHashes[name], observed.GetValueOrDefault(name)))]))
            .Where(layer => layer.Services.Count > 0),
    ];

    /// <summary>Before the first release the containers are all that is known.</summary>
    public static IReadOnlyList<LayerStatus> WithoutRelease(Platform platform, IReadOnlyDictionary<string, ObservedService> observed)
    {
        var infrastructure = platform.Definition.Infrastructure;
        return
        [
            .. Layers.InOrder
                .Select(layer => new LayerStatus(layer.Name(), [.. observed.Values.OrderBy(service => service.Name, StringComparer.Ordinal).Where(service => infrastructure.Contains(service.Name) == layer is Layer.Infrastructure).Select(service => Of(platform.Name, service.Name, released: null, configHash: "", service))]))
                .Where(layer => layer.Services.Count > 0),
        ];
    }

    private static async Task<IReadOnlyDictionary<string, string>> ConfigHashesAsync(
        PlatformSession session, Release release, IReadOnlyDictionary<string, ObservedService> observed, CancellationToken ct)
    {
        try
        {
            return await session.WantedHashesAsync(release, observed, ct);
        }
        catch (ShipkeeperException)
        {
            // Without the answer of Compose the recorded hashes are what is known.
            return release.Services.ToDictionary(service => service.Key, service => service.Value.ConfigHash);
        }
    }

    private static ServiceStatus Of(string project, string name, ReleasedService? released, string configHash, ObservedService? observed)
    {
        if (observed is null)
        {
            var (pin, drift) = (released?.Pin, released is { Replicas: > 0 } ? "it has no container" : null);
            return new(name, "absent", null, released?.Replicas == 0, null, pin?.Reference, pin?.RepoDigest, null, [], drift is null ? [] : [drift]);
        }

        var worst = observed.Containers.MinBy(container => IsGood(container, released) ? 1 : 0)!;
        return new(
            name,
            worst.State,
            worst.HealthWord(),
            observed.Containers.All(container => IsGood(container, released)),
            ServiceImage.VersionOf(released?.Pin.Reference ?? worst.Image, worst.Labels),
            released?.Pin.Reference ?? worst.Image,
            released?.Pin.RepoDigest ?? worst.ImageId,
            worst.StatusWords(),
            [.. observed.Containers.Select(container => container.Name)],
            released is null ? [] : [.. Convergence.FindDrift(project, observed, released, configHash).Distinct()]);
    }

    private static bool IsGood(ContainerSummary container, ReleasedService? released) =>
        (container.State == "running" && container.HealthWord() is null or "healthy")
        || (released is { Completes: true } && container.HasCompleted());
}
