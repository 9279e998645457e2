using System.Text;
using Shipkeeper.Model;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.State;

/// <summary>Exact images of services.</summary>
internal static class Pins
{
    private const string OurNames = "shipkeeper/";

    /// <summary>What the engine leaves out of a name, in this order.</summary>
    private static readonly string[] DefaultRegistry = ["index.docker.io/", "docker.io/", "library/"];

    /// <param name="images">Service → image; the engine has every one.</param>
    public static async Task<IReadOnlyDictionary<string, Pin>> ResolveAsync(
        DockerEngine docker, IReadOnlyDictionary<string, WantedImage> images, CancellationToken ct)
    {
        var pins = await Task.WhenAll(images.Values.Distinct().Select(async image =>
            (Image: image, Pin: Of(image.Reference, await docker.Images.InspectAsync(image.Exact ?? image.Reference, ct)))));
        var byImage = pins.ToDictionary(pair => pair.Image, pair => pair.Pin);
        return images.ToDictionary(image => image.Key, image => byImage[image.Value]);
    }

    /// <summary>The compose file that is always the last: it says nothing but which images, and what content.</summary>
    /// <param name="contents">Service → label of what is copied into it.</param>
    public static string Overlay(IReadOnlyDictionary<string, Pin> pins, IReadOnlyDictionary<string, string> contents)
    {
        var text = new StringBuilder("# Written by Shipkeeper: the exact images of this release, and a mark of content that is copied. Always the last compose file.\nservices:\n");
        foreach (var (service, pin) in pins.OrderBy(pin => pin.Key, StringComparer.Ordinal))
        {
            text.Append($"  \"{service}\":\n    image: \"{pin.Exact}\" # {pin.Reference}\n");
            if (contents.TryGetValue(service, out var content))
            {
                text.Append($"    labels: {{{ComposeLabels.Content}: \"{content}\"}}\n");
            }
        }

        return text.ToString();
    }

    /// <returns>Service → image as the overlay has it.</returns>
    public static IReadOnlyDictionary<string, string> ExactOf(IReadOnlyDictionary<string, Pin> pins) => pins.ToDictionary(pin => pin.Key, pin => pin.Value.Exact);

    /// <summary>A name of ours on every image: neither a prune nor a moved tag can take it away.</summary>
    public static Task TagAsync(DockerEngine docker, string platform, int release, IReadOnlyDictionary<string, Pin> pins, CancellationToken ct) =>
        Task.WhenAll(pins.Select(pin => docker.Images.TagAsync(pin.Value.ImageId, RepositoryOf(platform, pin.Key), $"r{release}", ct)));

    /// <summary>Takes those names away; an image that has no other goes with them.</summary>
    public static Task UntagAsync(DockerEngine docker, string platform, Release release, CancellationToken ct) =>
        Task.WhenAll(release.Services.Keys.Select(service => RepositoryOf(platform, service)).Distinct().Select(async repository =>
        {
            try
            {
                await docker.Images.RemoveAsync($"{repository}:r{release.Number}", ct);
            }
            catch (ShipkeeperException gone) when (gone.Code == DockerErrors.NotFoundCode || gone.Code == DockerErrors.ConflictCode)
            {
                // Without a name already, or a container holds the image by its last one.
            }
        }));

    public static string RepositoryOf(string platform, string service) => $"{OurNames}{platform}/{service.ToLowerInvariant()}";

    /// <summary>Whether a tag is by which a release of some platform holds its image.</summary>
    public static bool IsHold(string tag) => tag.StartsWith(OurNames, StringComparison.Ordinal);

    /// <summary>Whether a tag is by which a release of another platform holds its image.</summary>
    public static bool IsOfAnother(string platform, string tag) =>
        IsHold(tag) && !tag.StartsWith(RepositoryOf(platform, ""), StringComparison.Ordinal);

    /// <summary>The digest under the name that was asked for; another name's digest would be pulled from elsewhere.</summary>
    internal static Pin Of(string reference, ImageDetails image)
    {
        var name = RepositoryNameOf(reference);
        return new(reference, image.Digests.FirstOrDefault(digest => digest.StartsWith(name + "@", StringComparison.Ordinal)), image.Id);
    }

    /// <summary><c>name@digest</c>, as the engine writes it.</summary>
    public static string ExactOf(string reference, string digest) => $"{RepositoryNameOf(reference)}@{digest}";

    /// <summary>Without tag and digest, and as short as the engine writes it: <c>host:5000/name</c>, <c>alpine</c>.</summary>
    private static string RepositoryNameOf(string reference)
    {
        var tagged = reference.Split('@')[0];
        var colon = tagged.LastIndexOf(':');
        var name = colon > tagged.LastIndexOf('/') ? tagged[..colon] : tagged;
        return DefaultRegistry.Aggregate(name, (rest, prefix) => rest.StartsWith(prefix, StringComparison.Ordinal) ? rest[prefix.Length..] : rest);
    }
}
