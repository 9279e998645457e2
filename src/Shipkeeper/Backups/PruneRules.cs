using System.Globalization;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Backups;

/// <param name="Because">Why it stays; empty: it goes.</param>
internal sealed record PruneVerdict(string Name, IReadOnlyList<string> Because);

/// <summary>
/// Which backups stay: the newest of each of the last days, weeks and months that have one, in UTC; a week is one of ISO 8601. The newest of all
/// stays whatever is said, and so does the newest that was taken before an upgrade. Pure.
/// </summary>
internal static class PruneRules
{
    /// <param name="backups">Of one platform, the newest first.</param>
    public static IReadOnlyList<PruneVerdict> Judge(IReadOnlyList<(string Name, DateTimeOffset At, bool PreUpgrade)> backups, BackupKeep keep)
    {
        var reasons = backups.ToDictionary(backup => backup.Name, _ => new List<string>());
        void Keep(IEnumerable<(string Name, DateTimeOffset At, bool PreUpgrade)> kept, Func<DateTimeOffset, string> because)
        {
            foreach (var backup in kept)
            {
                reasons[backup.Name].Add(because(backup.At));
            }
        }

        Keep(backups.Take(1), _ => "the newest");
        Keep(backups.DistinctBy(backup => backup.At.UtcDateTime.Date).Take(keep.Daily), at => $"the newest of {at.UtcDateTime:yyyy-MM-dd}");
        Keep(backups.DistinctBy(backup => WeekOf(backup.At)).Take(keep.Weekly), at => $"the newest of week {WeekOf(at)}");
        Keep(backups.DistinctBy(backup => (backup.At.UtcDateTime.Year, backup.At.UtcDateTime.Month)).Take(keep.Monthly), at => $"the newest of {at.UtcDateTime:yyyy-MM}");
        Keep(backups.Where(backup => backup.PreUpgrade).Take(1), _ => "the newest before an upgrade");
        return [.. backups.Select(backup => new PruneVerdict(backup.Name, reasons[backup.Name]))];
    }

    private static string WeekOf(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(at.UtcDateTime)}-W{ISOWeek.GetWeekOfYear(at.UtcDateTime):00}");
}
