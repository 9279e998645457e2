using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Versions;

/// <summary>The exact images that a manifest demands.</summary>
internal static class ManifestPins
{
    /// <returns>What the service is to run; null where the manifest leaves it to the compose files.</returns>
    /// <param name="reference">As the compose files say it: a digest alone is one of that name.</param>
    public static string? ReferenceFor(Manifest manifest, string service, string reference)
    {
        if (manifest.Pins.GetValueOrDefault(service) is not { } pin || !IsDigest(pin))
        {
            return manifest.Pins.GetValueOrDefault(service);
        }

        return ImageReference.TryParse(reference, out var image) ? $"{image.Name}@{pin}" : null;
    }

    /// <summary>Whether the image is the one that its pin demands, as far as can be told from its names.</summary>
    public static bool Agrees(Manifest manifest, ServiceImage image) =>
        ReferenceFor(manifest, image.Service, image.Reference) is not { } pin
        || (ManifestEntry.TryParse(pin, out var entry) && entry.Allows(image));

    /// <summary>A digest could also be read as a name and a tag: <c>sha256</c> is none that anybody gives.</summary>
    public static bool IsDigest(string text) =>
        text.StartsWith("sha256:", StringComparison.Ordinal) && ImageReference.TryParse($"image@{text}", out _);
}
