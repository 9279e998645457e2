namespace Shipkeeper.Tools.Docker;

/// <summary>What a registry has under a reference now.</summary>
/// <param name="Digest">Of the manifest, or of the list of manifests where there are several platforms.</param>
/// <param name="Platforms">Empty where the registry does not say.</param>
public sealed record OfferedImage(string Digest, IReadOnlyList<ImagePlatform> Platforms)
{
    /// <summary>Whether it is made for this machine, as far as is known: a variant of the processor may still not be.</summary>
    public bool IsFor(EngineVersion engine) =>
        Platforms.Count == 0 || Platforms.Any(platform => platform.OperatingSystem == engine.OperatingSystem && platform.Architecture == engine.Architecture);
}

/// <param name="OperatingSystem">In Go's words, as the engine's own: linux.</param>
/// <param name="Architecture">amd64, arm64.</param>
/// <param name="Variant">v7, v8; empty for most.</param>
public sealed record ImagePlatform(string OperatingSystem, string Architecture, string Variant)
{
    public override string ToString() => Variant.Length == 0 ? $"{OperatingSystem}/{Architecture}" : $"{OperatingSystem}/{Architecture}/{Variant}";
}
