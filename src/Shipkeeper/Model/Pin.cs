using System.Text.Json.Serialization;

namespace Shipkeeper.Model;

/// <summary>Exactly which image a service runs, whatever becomes of its tag.</summary>
/// <param name="Reference">As the compose files say it.</param>
/// <param name="RepoDigest"><c>name@sha256:…</c> where the engine knows one; an image that was built here has none.</param>
internal sealed record Pin(string Reference, string? RepoDigest, string ImageId)
{
    [JsonIgnore]
    public string Exact => RepoDigest ?? ImageId;
}
