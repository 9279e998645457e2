using System.Globalization;
using System.Text.RegularExpressions;

namespace Shipkeeper.Tools.Docker;

internal static partial class EngineTime
{
    /// <summary>Null for nothing, for nonsense, and for the year 1 by which the engine says "never".</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(Shortened(text ?? ""), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1
            ? time
            : null;

    public static TimeSpan FromNanoseconds(long? nanoseconds) => TimeSpan.FromTicks((nanoseconds ?? 0) / TimeSpan.NanosecondsPerTick);

    /// <summary>The engine's nanoseconds cut to our ticks: rounded, a line's own time could lie after it, and "since then" would miss it.</summary>
    private static string Shortened(string text) => BeyondTicks().Replace(text, "$1");

    [GeneratedRegex(@"(\.\d{7})\d+")]
    private static partial Regex BeyondTicks();
}
