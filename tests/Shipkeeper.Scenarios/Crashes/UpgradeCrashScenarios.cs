using Shipkeeper.Scenarios.Upgrades;

namespace Shipkeeper.Scenarios.Crashes;

/// <summary>
/// kill -9 at every line of the journal of an upgrade: the next command ends it on one whole version, and the next upgrade works. All points
/// find the same platform, on its first version.
/// </summary>
public abstract class UpgradeCrashScenarios
{
    private const int Lines = 60;

    private protected static async Task WalkAsync(string call)
    {
        await using var versions = await TwoVersions.StartAsync();
        versions.Write("two");
        await CrashWalk.WalkAsync(call, Lines, every: 7, versions.Platform, "upgrade", async platform =>
        {
            (await platform.RunAsync("start --as-released")).Exits(0);
            if (await versions.IsWholeAsync() == "two")
            {
                versions.Write("one");
                (await platform.RunAsync("upgrade")).Exits(0);
                Assert.Equal("one", await versions.IsWholeAsync());
            }

            versions.Write("two");
        });
    }
}

public sealed class UpgradeKilledBeforeALine : UpgradeCrashScenarios
{
    [Fact]
    public Task An_upgrade_that_was_killed_before_a_journal_line_ends_on_one_whole_release() => WalkAsync(CrashWalk.BeforeTheLine);
}

public sealed class UpgradeKilledAfterALine : UpgradeCrashScenarios
{
    [Fact]
    public Task An_upgrade_that_was_killed_after_a_journal_line_ends_on_one_whole_release() => WalkAsync(CrashWalk.AfterTheLine);
}

public sealed class UpgradeKilledAtARename : UpgradeCrashScenarios
{
    [Fact]
    public Task An_upgrade_that_was_killed_at_a_rename_ends_on_one_whole_release() => WalkAsync("rename");
}
