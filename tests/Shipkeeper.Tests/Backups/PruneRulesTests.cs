using Shipkeeper.Backups;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Tests.Backups;

public sealed class PruneRulesTests
{
    private static readonly DateTimeOffset Last = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_newest_of_each_of_the_last_days_weeks_and_months_stays() =>
        Golden.Matches(Sheet(Enumerable.Range(0, 40).Select(day => Last.AddDays(-day)).Append(Last.AddHours(-1)).Append(Last.AddMonths(-3)), new(3, 2, 4)), "prune.txt");

    [Fact]
    public void Days_without_a_backup_do_not_count() => Assert.Equal(
        [Last, Last.AddDays(-30), Last.AddDays(-300)],
        Staying([Last, Last.AddDays(-30), Last.AddDays(-300), Last.AddDays(-301)], new(3, 0, 0)));

    [Fact]
    public void A_week_begins_on_monday_also_where_a_year_ends()
    {
        DateTimeOffset monday = new(2025, 12, 29, 0, 0, 0, TimeSpan.Zero), friday = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal([friday, monday.AddDays(-1)], Staying([friday, monday, monday.AddDays(-1)], new(0, 2, 0)));
    }

    [Fact]
    public void The_newest_stays_whatever_is_said_and_so_does_the_newest_before_an_upgrade()
    {
        var verdicts = PruneRules.Judge([("c", Last, false), ("b", Last.AddDays(-9), true), ("a", Last.AddDays(-10), true)], new(1, 0, 0));

        Assert.Equal(["c", "b"], verdicts.Where(verdict => verdict.Because.Count > 0).Select(verdict => verdict.Name));
    }

    private static IEnumerable<DateTimeOffset> Staying(IEnumerable<DateTimeOffset> times, BackupKeep keep) =>
        Judge(times, keep).Where(verdict => verdict.Because.Count > 0).Select(verdict => DateTimeOffset.Parse(verdict.Name));

    private static string Sheet(IEnumerable<DateTimeOffset> times, BackupKeep keep) =>
        string.Join('\n', Judge(times, keep).Select(verdict => $"{verdict.Name} {(verdict.Because.Count == 0 ? "goes" : string.Join(", ", verdict.Because))}"));

    private static IReadOnlyList<PruneVerdict> Judge(IEnumerable<DateTimeOffset> times, BackupKeep keep) =>
        PruneRules.Judge([.. times.OrderDescending().Select(time => ($"{time:u}", time, false))], keep);
}
