using System.Globalization;
using System.Text.RegularExpressions;

namespace Shipkeeper.Tools.Compose.Wire;

/// <summary>Durations as Compose prints them: <c>1h2m3.5s</c>, <c>250ms</c>, <c>0s</c>.</summary>
internal static partial class GoDuration
{
    public static TimeSpan Parse(string? text)
    {
        var seconds = Part().Matches(text ?? "").Sum(part => Unit(part.Groups[2].Value) * double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2));
    }

    private static double Unit(string unit) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        "ms" => 1e-3,
        "ns" => 1e-9,
        _ => 1e-6,
    };

    [GeneratedRegex(@"(\d+(?:\.\d+)?)(ms|ns|us|µs|h|m|s)")]
    private static partial Regex Part();
}
