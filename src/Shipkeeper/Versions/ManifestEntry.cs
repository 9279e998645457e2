using System.Diagnostics.CodeAnalysis;
using Shipkeeper.Model;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Versions;

/// <summary>One version, range of versions, or image that a release works with. Exactly one of the last two is set.</summary>
/// <param name="Text">As it was written.</param>
internal sealed record ManifestEntry(string Text, SemverRange? Range, ImageReference? Image)
{
    /// <summary>
    /// What can be read as a range is one: <c>0.4.x</c> would also be a good name of an image. An image is whole, with its tag or digest.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ManifestEntry? entry)
    {
        entry = SemverRange.TryParse(text, out var range) ? new(range.Text, range, Image: null)
            : ImageReference.TryParse(text, out var image) && (image.Tag ?? image.Digest) is not null ? new(text, Range: null, image)
            : null;
        return entry is not null;
    }

    public bool Allows(ServiceImage image) => Range is null ? IsNamedBy(image) : VersionText.Parse(image.Version) is { } version && Range.Contains(version);

    /// <summary>A digest decides where one is written; else name and tag, as the compose files say them.</summary>
    private bool IsNamedBy(ServiceImage image)
    {
        var written = ImageReference.TryParse(image.Reference, out var reference) ? reference : null;
        return Image!.Digest is null
            ? written is not null && written.Name == Image.Name && written.Tag == Image.Tag
            : new[] { image.Reference, image.RepoDigest }.Any(named => ImageReference.TryParse(named ?? "", out var exact) && exact.Name == Image.Name && exact.Digest == Image.Digest);
    }
}
