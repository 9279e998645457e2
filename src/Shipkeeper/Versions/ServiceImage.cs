using Shipkeeper.Model;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Versions;

/// <summary>What a service runs, or would run.</summary>
/// <param name="Reference">As the compose files say it.</param>
/// <param name="RepoDigest"><c>name@sha256:…</c> where one is known.</param>
/// <param name="Version">The image's own label, else its tag; null where it has neither.</param>
internal sealed record ServiceImage(string Service, string Reference, string? RepoDigest, string? Version)
{
    private const string VersionLabel = "org.opencontainers.image.version";

    /// <param name="labels">Of the image, or of a container, which has those of its image.</param>
    public static ServiceImage Of(string service, string reference, string? repoDigest, IReadOnlyDictionary<string, string> labels) =>
        new(service, reference, repoDigest, VersionOf(reference, labels));

    /// <param name="image">The one that the pin names.</param>
    public static ServiceImage Of(string service, Pin pin, ImageDetails image) => Of(service, pin.Reference, pin.RepoDigest, image.Labels);

    /// <summary>
    /// The label by which an image says its version, else the tag that the reference has. Where both are versions that do not agree, the label is
    /// that of the image on which this one was built, from which it has inherited it.
    /// </summary>
    public static string? VersionOf(string reference, IReadOnlyDictionary<string, string> labels)
    {
        var tag = ImageReference.TryParse(reference, out var image) ? image.Tag : null;
        return labels.GetValueOrDefault(VersionLabel) is { Length: > 0 } label && (tag is null || VersionText.MayName(tag, label)) ? label : tag;
    }
}
