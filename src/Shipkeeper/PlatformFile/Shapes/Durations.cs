using System.Globalization;
using System.Text.RegularExpressions;

namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>Durations as people write them: <c>10s</c>, <c>5m</c>, <c>1h30m</c>.</summary>
internal static partial class Durations
{
    public const string Pattern = "(?=.)([0-9]{1,5}h)?([0-9]{1,5}m)?([0-9]{1,5}s)?";

    public static bool TryParse(string text, out TimeSpan duration)
    {
        var match = Written().Match(text);
        duration = TimeSpan.FromSeconds((Number(match, "h") * 3600) + (Number(match, "m") * 60) + Number(match, "s"));
        return match.Success;
    }

    /// <summary>The same notation: 90 seconds are <c>1m30s</c>.</summary>
    public static string Write(TimeSpan duration) =>
        duration == TimeSpan.Zero
            ? "0s"
            : Part((long)duration.TotalHours, "h") + Part(duration.Minutes, "m") + Part(duration.Seconds, "s");

    private static string Part(long number, string unit) => number == 0 ? "" : $"{number}{unit}";

    private static long Number(Match match, string unit) =>
        match.Groups[unit] is { Success: true } group ? long.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?=.)((?<h>[0-9]{1,5})h)?((?<m>[0-9]{1,5})m)?((?<s>[0-9]{1,5})s)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Written();
}
