using System.Globalization;
using System.Text.RegularExpressions;

namespace Shipkeeper.Features.Logs;

/// <summary>A point in time as people give it: an age, or a time.</summary>
internal static partial class LogTime
{
    public static DateTimeOffset Parse(string text, TimeProvider time)
    {
        if (Age().Match(text) is { Success: true } age && int.TryParse(age.Groups["count"].ValueSpan, out var count))
        {
            return time.GetUtcNow() - (count * UnitOf(age.Groups["unit"].Value));
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : throw LogsErrors.BadTime(text);
    }

    private static TimeSpan UnitOf(string unit) => unit switch
    {
        "s" => TimeSpan.FromSeconds(1),
        "m" => TimeSpan.FromMinutes(1),
        "h" => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    [GeneratedRegex(@"\A(?<count>[0-9]{1,5})(?<unit>[smhd])\z")]
    private static partial Regex Age();
}
