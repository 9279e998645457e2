using Shipkeeper.Scenarios.Backups;

namespace Shipkeeper.Scenarios.Crashes;

/// <summary>
/// kill -9 at every line of the journal of a restore, and of its recovery, which its watcher begins at once: the platform has the data of before in
/// database and volume, or those of the backup in both.
/// </summary>
public abstract class RestoreCrashScenarios
{
    private const int Lines = 60;

    private protected static async Task WalkAsync(string call)
    {
        await using var backups = await BackupPlatform.StartAsync();
        (await backups.Platform.RunAsync("backup")).Exits(0);
        var backup = backups.Backup;
        await backups.WriteAsync("changed");
        await CrashWalk.WalkAsync(call, Lines, every: 11, backups.Platform, $"restore {backup} --yes", async platform =>
        {
            (await platform.RunAsync("start --as-released")).Exits(0);
            await backups.IsWholeAsync();
            (await platform.RunAsync($"restore {backup} --yes")).Exits(0);
            Assert.Equal("saved", await backups.IsWholeAsync());
            await backups.WriteAsync("changed");
        });
    }
}

public sealed class RestoreKilledBeforeALine : RestoreCrashScenarios
{
    [Fact]
    public Task A_restore_that_was_killed_before_a_journal_line_ends_on_one_state_of_the_data() => WalkAsync(CrashWalk.BeforeTheLine);
}

public sealed class RestoreKilledAfterALine : RestoreCrashScenarios
{
    [Fact]
    public Task A_restore_that_was_killed_after_a_journal_line_ends_on_one_state_of_the_data() => WalkAsync(CrashWalk.AfterTheLine);
}
