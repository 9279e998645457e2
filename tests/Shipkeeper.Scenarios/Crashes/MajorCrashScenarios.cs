using Shipkeeper.Scenarios.Upgrades;

namespace Shipkeeper.Scenarios.Crashes;

/// <summary>
/// kill -9 at every line of the journal of an upgrade to another major version of the database server, and of its recovery: all the data is there,
/// in the old server or in the new one.
/// </summary>
public sealed class MajorUpgradeKilledAfterALine
{
    private const int Lines = 60;

    [Fact]
    public async Task A_major_upgrade_that_was_killed_after_a_journal_line_ends_on_one_whole_server()
    {
        await using var major = await MajorPlatform.StartAsync();
        await CrashWalk.WalkAsync(CrashWalk.AfterTheLine, Lines, every: 29, major.Platform, major.Upgrade, async platform =>
        {
            (await platform.RunAsync("start --as-released")).Exits(0);
            if (await major.IsWholeAsync() == MajorPlatform.New)
            {
                await major.ResetAsync();
            }
        });
    }
}
