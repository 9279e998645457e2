using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.PlatformFile.Json;
using Shipkeeper.PlatformFile.Shapes;
using Shipkeeper.PlatformFile.Yaml;
using Shipkeeper.State;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Versions;

/// <summary>Reads a manifest completely, or says everything that is wrong with it.</summary>
internal static class ManifestReader
{
    /// <summary>As it is on disk.</summary>
    /// <returns>Null where the platform has none.</returns>
    /// <exception cref="ShipkeeperException">manifest.invalid, or the file cannot be read</exception>
    public static Manifest? ReadOnDisk(RootedFiles files, PlatformDefinition platform) =>
        files.Read(platform.Versions, SourceText.MaximumBytes) is { } content ? Parse(content, platform.Versions) : null;

    /// <summary>As a release has it.</summary>
    /// <param name="platform">The definition that the release keeps.</param>
    /// <inheritdoc cref="ReadOnDisk"/>
    public static Manifest? ReadKept(ReleaseStore releases, int release, PlatformDefinition platform) =>
        releases.ReadKeptFile(release, platform.Versions) is { } kept ? Parse(kept.Content, platform.Versions) : null;

    /// <summary>Of the current release; before the first as it is on disk.</summary>
    /// <inheritdoc cref="ReadOnDisk"/>
    public static Manifest? ReadCurrent(PlatformSession session, Release? release) => release is null
        ? ReadOnDisk(session.Files, session.Platform.Definition)
        : ReadKept(session.Releases, release.Number, session.Platform.Definition);

    /// <summary>Of a kept release, by the definition that it keeps.</summary>
    /// <inheritdoc cref="ReadOnDisk"/>
    public static Manifest? ReadKept(PlatformSession session, Release release) =>
        ReadKept(session.Releases, release.Number, session.PlatformOf(release.Number).Definition);

    /// <param name="fileName">For messages.</param>
    /// <exception cref="ShipkeeperException">manifest.invalid</exception>
    public static Manifest Parse(ReadOnlySpan<byte> bytes, string fileName)
    {
        var problems = new Problems();
        var manifest = JsonTree.Read(bytes, problems) is { } root ? ManifestSection.Shape.Read(Spot.Root(root, problems)) : null;
        return manifest is null || problems.Count > 0 ? throw ManifestErrors.Invalid(fileName, problems.Sorted()) : manifest;
    }
}
