using System.Text.Json.Serialization;

namespace Shipkeeper.Model;

/// <summary>An image that a service shall run.</summary>
/// <param name="Reference">As it was asked for.</param>
/// <param name="Exact">By digest or id; null: whatever the reference names when it is looked at.</param>
internal sealed record WantedImage(string Reference, string? Exact = null);

/// <summary>Exactly which image a service runs, whatever becomes of its tag.</summary>
/// <param name="Reference">As the compose files say it.</param>
/// <param name="ImageId">Empty while the engine does not have the image.</param>
/// <param name="RepoDigest"><c>name@sha256:…</c> where the engine knows one; an image that was built here has none.</param>
internal sealed record Pin(string Reference, string? RepoDigest, string ImageId)
{
    [JsonIgnore]
    public string Exact => RepoDigest ?? ImageId;

    /// <summary>Enough of it to tell two images apart.</summary>
    [JsonIgnore]
    public string Short => Exact[(Exact.LastIndexOf(':') + 1)..] is { Length: > 12 } hash ? hash[..12] : "unknown";

    /// <summary>One image may be known by its digest alone, while the engine does not have it.</summary>
    public bool IsSameImage(Pin other) =>
        (ImageId.Length > 0 && ImageId == other.ImageId) || (RepoDigest is not null && RepoDigest == other.RepoDigest);
}
