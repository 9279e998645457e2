using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using NuGet.Versioning;

namespace Shipkeeper.Modules;

/// <summary>
/// Versions of modules: semantic ones (<see href="https://semver.org"/>), of which old modules leave out the last numbers (<c>1.2</c>), write a <c>v</c>
/// before them, or make the last one of date and time (<c>1.0.20261122181045</c>).
/// </summary>
/// <param name="Release">What follows the numbers, behind a <c>0.0.0</c>.</param>
internal sealed partial record ModuleVersion(BigInteger Major, BigInteger Minor, BigInteger Patch, SemanticVersion Release)
{
    /// <returns>Null when the text is no version: that is never the same as a low one.</returns>
    public static ModuleVersion? TryParse(string text)
    {
        var parts = Parts().Match(text.Trim());
        return parts.Success && SemanticVersion.TryParse($"0.0.0{parts.Groups["release"].Value}", out var release)
            ? new(Number(parts, "major"), Number(parts, "minor"), Number(parts, "patch"), release)
            : null;
    }

    public bool IsNewerThan(ModuleVersion other) => (Major, Minor, Patch, Release).CompareTo((other.Major, other.Minor, other.Patch, other.Release)) > 0;

    private static BigInteger Number(Match parts, string name) =>
        parts.Groups[name] is { Success: true } number ? BigInteger.Parse(number.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : BigInteger.Zero;

    [GeneratedRegex(@"\Av?(?<major>[0-9]{1,50})(\.(?<minor>[0-9]{1,50}))?(\.(?<patch>[0-9]{1,50}))?(?<release>[-+].*)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
