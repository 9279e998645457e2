using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Compose;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Features.Start;

/// <summary>What is there already and was made by somebody else: it is taken over as it is.</summary>
/// <param name="Images">Service → what its containers are made of; of a service without a container what the files name.</param>
/// <param name="Hashes">Service → the config hash of its containers, where that is what the files say.</param>
/// <param name="Differences">In what the files say something else.</param>
internal sealed record Adoption(IReadOnlyDictionary<string, WantedImage> Images, IReadOnlyDictionary<string, string> Hashes, IReadOnlyList<string> Differences)
{
    /// <returns>Null where nothing is there, or where what is there is our own.</returns>
    /// <exception cref="ShipkeeperException">A service has no container, and its image is not there either.</exception>
    public static async Task<Adoption?> FindAsync(
        PlatformSession session, ResolvedModel model, IEnumerable<string> services, IReadOnlyDictionary<string, ObservedService> observed, CancellationToken ct)
    {
        // A start that was killed leaves containers behind, and a record that shows whose they are.
        if (observed.Count == 0 || session.Releases.ReadUncommitted() is { Source.Kind: not SourceKind.Adopted })
        {
            return null;
        }

        var project = session.ComposeProject(release: null);
        var wanted = await session.Compose.ConfigHashesAsync(project, model, ModelSubstitutes.None with { Containers = SharedContainers.Of(model, observed) }, ct);
        var found = services.ToDictionary(service => service, service => observed.GetValueOrDefault(service)?.Containers is [var container, ..] ? container : null);
        var images = found.ToDictionary(service => service.Key, service => ImageOf(service.Value, model.ImageOf(service.Key)));
        var missing = await PresentImages.FindMissingAsync(session.Docker, images.ToDictionary(image => image.Key, image => image.Value.Exact ?? image.Value.Reference), ct);
        return missing.Count > 0
            ? throw StartErrors.NotAdoptable(session.Platform.Name, missing)
            : new(
                images,
                wanted.Where(hash => HashOf(found.GetValueOrDefault(hash.Key)) == hash.Value).ToDictionary(),
                [.. found.SelectMany(service => Differ(service.Key, service.Value, model, wanted)), .. Strangers(observed, found.Keys)]);
    }

    /// <summary>By its name where it still has that, else by its id.</summary>
    private static WantedImage ImageOf(ContainerSummary? container, string named) => container is null ? new(named)
        : new(ImageReference.TryParse(container.Image, out _) && !container.Image.StartsWith("sha256:", StringComparison.Ordinal) ? container.Image : named, container.ImageId);

    private static string? HashOf(ContainerSummary? container) => container?.Labels.GetValueOrDefault(ComposeLabels.ConfigHash);

    private static IEnumerable<string> Differ(string service, ContainerSummary? container, ResolvedModel model, IReadOnlyDictionary<string, string> wanted)
    {
        if (container is null)
        {
            yield return $"{service} has no container";
            yield break;
        }

        if (container.Image != model.ImageOf(service))
        {
            yield return $"{service} runs {container.Image}, and the files say {model.ImageOf(service)}";
        }
        else if (HashOf(container) != wanted[service])
        {
            yield return $"{service} is not configured as the files say";
        }
    }

    private static IEnumerable<string> Strangers(IReadOnlyDictionary<string, ObservedService> observed, IEnumerable<string> services) =>
        observed.Keys.Except(services).Select(service => $"the files know no service '{service}', which has containers");
}
