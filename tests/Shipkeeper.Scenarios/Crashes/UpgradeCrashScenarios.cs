using Shipkeeper.Scenarios.Upgrades;

namespace Shipkeeper.Scenarios.Crashes;

/// <summary>
/// kill -9 at every line of the journal of an upgrade, and of its recovery, which its watcher begins at once: the next command finds one whole
/// version, and the next upgrade works. All points find the same platform, on its first version.
/// </summary>
public abstract class UpgradeCrashScenarios
{
    private const int Lines = 60;

    private protected static async Task WalkAsync(string call, bool withDatabase)
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase);
        versions.Write("two");
        await CrashWalk.WalkAsync(call, Lines, every: withDatabase ? 9 : 7, versions.Platform, "upgrade", async platform =>
        {
            (await platform.RunAsync("start --as-released")).Exits(0);
            await versions.ReturnAsync();
            versions.Write("two");
        });
    }
}

public sealed class UpgradeKilledBeforeALine : UpgradeCrashScenarios
{
    [Fact]
    public Task An_upgrade_that_was_killed_before_a_journal_line_ends_on_one_whole_release() => WalkAsync(CrashWalk.BeforeTheLine, withDatabase: false);
}

public sealed class UpgradeKilledAfterALine : UpgradeCrashScenarios
{
    [Fact]
    public Task An_upgrade_that_was_killed_after_a_journal_line_ends_on_one_whole_release() => WalkAsync(CrashWalk.AfterTheLine, withDatabase: false);
}

public sealed class UpgradeKilledAtARename : UpgradeCrashScenarios
{
    [Fact]
    public Task An_upgrade_that_was_killed_at_a_rename_ends_on_one_whole_release() => WalkAsync("rename", withDatabase: false);
}

public sealed class MigratingUpgradeKilledBeforeALine : UpgradeCrashScenarios
{
    [Fact]
    public Task An_upgrade_with_a_migration_that_was_killed_before_a_journal_line_ends_on_one_whole_release() => WalkAsync(CrashWalk.BeforeTheLine, withDatabase: true);
}

public sealed class MigratingUpgradeKilledAfterALine : UpgradeCrashScenarios
{
    [Fact]
    public Task An_upgrade_with_a_migration_that_was_killed_after_a_journal_line_ends_on_one_whole_release() => WalkAsync(CrashWalk.AfterTheLine, withDatabase: true);
}
