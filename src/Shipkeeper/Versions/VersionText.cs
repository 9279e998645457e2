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
        var bare = Bare(text ?? "");
        return SemanticVersion.TryParse(bare, out var version) ? version
            : SemverLine.TryParse(bare) is { HasWildcard: false } line ? line.First
            : null;
    }

    /// <summary>
    /// Whether a tag may stand for a version: <c>17.4-alpine</c> may for 17.4, <c>latest</c> and <c>1234</c> (of a build) for any, <c>1.0.0</c> not
    /// for 24.04. What follows the numbers does not count: it tells of a variant as often as of a pre-release.
    /// </summary>
    public static bool MayName(string tag, string version) =>
        !(Numbers(tag) is var numbers && numbers.Contains('.') && SemverRange.TryParse(numbers, out var line))
        || (Parse(Numbers(version)) is { } number && line.Contains(number));

    private static string Bare(string text) => text is ['v', .. var rest] ? rest : text;

    private static string Numbers(string text) => Bare(text).Split('-', '+', '_')[0];
}
