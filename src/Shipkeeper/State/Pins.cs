using System.Text;
using Shipkeeper.Model;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.State;

/// <summary>Exact images of services.</summary>
internal static class Pins
{
    /// <param name="images">Service → reference; the engine has every one.</param>
    public static async Task<IReadOnlyDictionary<string, Pin>> ResolveAsync(
        DockerEngine docker, IReadOnlyDictionary<string, string> images, CancellationToken ct)
    {
        var pins = await Task.WhenAll(images.Values.Distinct().Select(async reference => Of(reference, await docker.Images.InspectAsync(reference, ct))));
        var byReference = pins.ToDictionary(pin => pin.Reference);
        return images.ToDictionary(image => image.Key, image => byReference[image.Value]);
    }

    /// <summary>The compose file that is always the last: it says nothing but which images.</summary>
    public static string Overlay(IReadOnlyDictionary<string, Pin> pins)
    {
        var text = new StringBuilder("# Written by Shipkeeper: the exact images of this release. Always the last compose file.\nservices:\n");
        foreach (var (service, pin) in pins.OrderBy(pin => pin.Key, StringComparer.Ordinal))
        {
            text.Append($"  {service}:\n    image: \"{pin.Exact}\" # {pin.Reference}\n");
        }

        return text.ToString();
    }

    /// <summary>A name of ours on every image: neither a prune nor a moved tag can take it away.</summary>
    public static Task TagAsync(DockerEngine docker, string platform, int release, IReadOnlyDictionary<string, Pin> pins, CancellationToken ct) =>
        Task.WhenAll(pins.Select(pin => docker.Images.TagAsync(pin.Value.ImageId, RepositoryOf(platform, pin.Key), $"r{release}", ct)));

    public static string RepositoryOf(string platform, string service) => $"shipkeeper/{platform}/{service.ToLowerInvariant()}";

    /// <summary>The digest under the name that was asked for; another name's digest would be pulled from elsewhere.</summary>
    private static Pin Of(string reference, ImageDetails image)
    {
        var name = RepositoryNameOf(reference);
        return new(reference, image.Digests.FirstOrDefault(digest => digest.StartsWith(name + "@", StringComparison.Ordinal)), image.Id);
    }

    /// <summary>Without tag and digest: <c>host:5000/name</c> of <c>host:5000/name:tag</c>.</summary>
    private static string RepositoryNameOf(string reference)
    {
        var name = reference.Split('@')[0];
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[..colon] : name;
    }
}
