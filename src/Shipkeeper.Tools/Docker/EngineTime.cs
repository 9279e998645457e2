using System.Globalization;

namespace Shipkeeper.Tools.Docker;

internal static class EngineTime
{
    /// <summary>Null for nothing, for nonsense, and for the year 1 by which the engine says "never".</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1 ? time : null;

    public static TimeSpan FromNanoseconds(long? nanoseconds) => TimeSpan.FromTicks((nanoseconds ?? 0) / TimeSpan.NanosecondsPerTick);
}
