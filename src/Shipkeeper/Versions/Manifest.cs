using NuGet.Versioning;
using Shipkeeper.Model;

namespace Shipkeeper.Versions;

/// <summary>A manifest, <c>versions.json</c>, that is valid in itself: which versions belong together, and who may move here.</summary>
/// <param name="Operator">The versions of Shipkeeper that may manage the release.</param>
/// <param name="Compatible">Service → what it may run; a service that is not named may run anything.</param>
/// <param name="Release">The version of the release itself; null where the author gives it none.</param>
/// <param name="Pins">Service → the exact image, as a reference or as a digest alone.</param>
/// <param name="From">Releases that may move here directly; null for every one.</param>
/// <param name="Stops">Releases that may not be skipped on the way here.</param>
/// <param name="Rollback">What leaving this release for an earlier one takes; null where the author does not say.</param>
/// <param name="Guides">In the order of the file.</param>
internal sealed record Manifest(
    SemverRange Operator,
    IReadOnlyDictionary<string, IReadOnlyList<ManifestEntry>> Compatible,
    SemanticVersion? Release,
    IReadOnlyDictionary<string, string> Pins,
    SemverRange? From,
    IReadOnlyList<SemanticVersion> Stops,
    SchemaBounds? Schema,
    RollbackWord? Rollback,
    IReadOnlyList<Guide> Guides)
{
    /// <summary>Whether the service may run this image.</summary>
    public bool Allows(ServiceImage image) => !Compatible.TryGetValue(image.Service, out var entries) || entries.Any(entry => entry.Allows(image));
}

/// <summary>The schemas that a release runs on, as numbers of migrations.</summary>
/// <param name="Compatible">The release before it runs on this schema too.</param>
internal sealed record SchemaBounds(int? Minimum, int? Maximum, bool Compatible)
{
    public bool AreGiven => Minimum is not null || Maximum is not null;

    public bool Contain(int version) => version >= (Minimum ?? int.MinValue) && version <= (Maximum ?? int.MaxValue);

    /// <returns><c>10 to 12</c>, <c>at least 10</c>, <c>at most 12</c></returns>
    public override string ToString() => (Minimum, Maximum) switch
    {
        ({ } minimum, { } maximum) => $"{minimum} to {maximum}",
        ({ } minimum, null) => $"at least {minimum}",
        (null, { } maximum) => $"at most {maximum}",
        _ => "any",
    };
}

internal enum RollbackWord
{
    /// <summary>Containers alone go back; the earlier release runs on the data as they are.</summary>
    Allowed,

    /// <summary>Data must go back too.</summary>
    Restore,

    /// <summary>There is no way back.</summary>
    Refused,
}

/// <summary>What a person should read before a move.</summary>
/// <param name="From">The releases for whose move it is meant.</param>
/// <param name="Text">Words, or an address.</param>
internal sealed record Guide(SemverRange From, string Text);
