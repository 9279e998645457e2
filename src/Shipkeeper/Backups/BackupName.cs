using System.Globalization;
using System.Text.RegularExpressions;

namespace Shipkeeper.Backups;

/// <summary>What the folders of backups are called: <c>20261122T010203Z-r7</c>, so that they sort by their time.</summary>
internal static partial class BackupName
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <param name="isTaken">Two of one second get different names.</param>
    public static string Of(DateTimeOffset at, int release, Func<string, bool> isTaken)
    {
        var name = $"{at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}-r{release}";
        return Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? name : $"{name}-{number}").First(candidate => !isTaken(candidate));
    }

    /// <returns>When it was made; null for what is no name of a backup.</returns>
    public static DateTimeOffset? FindTime(string name) =>
        Form().Match(name) is { Success: true } match
        && DateTimeOffset.TryParseExact(match.Groups["time"].Value, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;

    /// <summary>Of one that is still being written, or already being removed: the next command that changes backups takes away what is left of it.</summary>
    public static string OfDraft(string platform, string operationId) => $".{platform}.{operationId}.new";

    /// <inheritdoc cref="OfDraft"/>
    public static string OfRemoved(string platform, string operationId) => $".{platform}.{operationId}.gone";

    public static bool IsUnfinished(string name, string platform) => Unfinished().Match(name) is { Success: true } match && match.Groups["platform"].Value == platform;

    [GeneratedRegex(@"\A(?<time>\d{8}T\d{6}Z)-r\d+(-\d+)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex(@"\A\.(?<platform>[a-z0-9_-]+)\.[0-9A-HJKMNP-TV-Z]{26}\.(new|gone)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Unfinished();
}
