using NuGet.Versioning;
using Shipkeeper.Model;

namespace Shipkeeper.Versions;

/// <summary>Versions as images carry them, which is more loosely than a manifest writes them.</summary>
internal static class VersionText
{
    /// <summary>
    /// <c>v1.2.3</c> and <c>1.2</c> are versions too: the tags of images say so. Anything else is null, never a version that was guessed.
    /// </summary>
    public static SemanticVersion? Parse(string? text)
    {
        var bare = text is ['v', .. var rest] ? rest : text ?? "";
        return SemanticVersion.TryParse(bare, out var version) ? version
            : SemverLine.TryParse(bare) is { HasWildcard: false } line ? line.First
            : null;
    }
}
