using System.Text.RegularExpressions;
using NuGet.Versioning;

namespace Shipkeeper.Modules;

/// <summary>Versions of modules: semantic ones, of which old modules leave out the last numbers (<c>1.2</c>) or write a <c>v</c> before them.</summary>
internal static partial class ModuleVersion
{
    /// <returns>Null when the text is no version: that is never the same as a low one.</returns>
    public static SemanticVersion? TryParse(string text) =>
        Parts().Match(text.Trim()) is { Success: true } match
        && SemanticVersion.TryParse(string.Join('.', (match.Groups["numbers"].Value + ".0.0").Split('.').Take(3)) + match.Groups["rest"].Value, out var version)
            ? version
            : null;

    [GeneratedRegex(@"\Av?(?<numbers>[0-9]+(\.[0-9]+){0,2})(?<rest>[-+].*)?\z")]
    private static partial Regex Parts();
}
