using System.Globalization;
using System.Text.RegularExpressions;

namespace Shipkeeper.Tools;

/// <summary>Durations as people write them: <c>10s</c>, <c>5m</c>, <c>1h30m</c>.</summary>
public static partial class Durations
{
    /// <summary>As a JSON schema says it.</summary>
    public const string Pattern = "(?=.)([0-9]{1,5}h)?([0-9]{1,5}m)?([0-9]{1,5}s)?";

    /// <returns>Whether the text is a duration; none is negative.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var match = Written().Match(text);
        duration = TimeSpan.FromSeconds((Number(match, "h") * 3600) + (Number(match, "m") * 60) + Number(match, "s"));
        return match.Success;
    }

    /// <summary>The same notation: 90 seconds are <c>1m30s</c>; less than one is <c>0.2s</c>, which is only for reading.</summary>
    public static string Write(TimeSpan duration) =>
        duration < TimeSpan.FromSeconds(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.###}s")
            : Part((long)duration.TotalHours, "h") + Part(duration.Minutes, "m") + Part(duration.Seconds, "s");

    private static string Part(long number, string unit) => number == 0 ? "" : $"{number}{unit}";

    private static long Number(Match match, string unit) =>
        match.Groups[unit] is { Success: true } group ? long.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?=.)((?<h>[0-9]{1,5})h)?((?<m>[0-9]{1,5})m)?((?<s>[0-9]{1,5})s)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Written();
}
