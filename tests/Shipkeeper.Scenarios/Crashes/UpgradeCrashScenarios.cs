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
        await CrashWalk.WalkAsync(call, Lines, every: withDatabase ? 9 : 7, versions.Platform, "upgrade --retry", async platform =>
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

/// <summary>kill -9 at every line of the journal of an upgrade that is not good, and that puts everything back: it ends where it was.</summary>
public abstract class FailingUpgradeCrashScenarios
{
    private const int Lines = 60;

    private protected static async Task WalkAsync(string call)
    {
        await using var versions = await TwoVersions.StartAsync();
        WriteBad(versions);
        await CrashWalk.WalkAsync(
            call,
            Lines,
            every: 13,
            versions.Platform,
            "upgrade --retry",
            async platform =>
            {
                (await platform.RunAsync("start --as-released")).Exits(0);
                Assert.Equal("one", await versions.IsWholeAsync());
                WriteBad(versions);
            },
            exits: 4);
    }

    private static void WriteBad(TwoVersions versions)
    {
        versions.Write("two");
        versions.Platform.Write("compose.yaml", versions.Platform.Read("compose.yaml").Replace("command: [httpd, -f, -p, \"8000\", -h, /pages]", "command: [\"false\"]", StringComparison.Ordinal));
    }
}

public sealed class FailingUpgradeKilledBeforeALine : FailingUpgradeCrashScenarios
{
    [Fact]
    public Task A_failing_upgrade_that_was_killed_before_a_journal_line_ends_where_it_was() => WalkAsync(CrashWalk.BeforeTheLine);
}

public sealed class FailingUpgradeKilledAfterALine : FailingUpgradeCrashScenarios
{
    [Fact]
    public Task A_failing_upgrade_that_was_killed_after_a_journal_line_ends_where_it_was() => WalkAsync(CrashWalk.AfterTheLine);
}

/// <summary>kill -9 at every line of the journal of a rollback, with and without data that goes back: it ends on one of the two releases.</summary>
public abstract class RollbackCrashScenarios
{
    private const int Lines = 60;

    private protected static async Task WalkAsync(string call, bool withDatabase)
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase, "upgrade: {bake: 0s, keep: {releases: 3}}");
        await AdvanceAsync(versions);
        await CrashWalk.WalkAsync(call, Lines, every: withDatabase ? 17 : 13, versions.Platform, withDatabase ? "rollback --data restore" : "rollback", async platform =>
        {
            (await platform.RunAsync("start --as-released")).Exits(0);
            await versions.ReturnAsync();
            await AdvanceAsync(versions);
        });
    }

    private static async Task AdvanceAsync(TwoVersions versions)
    {
        versions.Write("two");
        (await versions.Platform.RunAsync("upgrade --retry")).Exits(0);
        Assert.Equal("two", await versions.IsWholeAsync());
    }
}

public sealed class RollbackKilledBeforeALine : RollbackCrashScenarios
{
    [Fact]
    public Task A_rollback_that_was_killed_before_a_journal_line_ends_on_one_whole_release() => WalkAsync(CrashWalk.BeforeTheLine, withDatabase: false);
}

public sealed class RollbackKilledAfterALine : RollbackCrashScenarios
{
    [Fact]
    public Task A_rollback_that_was_killed_after_a_journal_line_ends_on_one_whole_release() => WalkAsync(CrashWalk.AfterTheLine, withDatabase: false);
}

public sealed class RollbackWithDataKilledAfterALine : RollbackCrashScenarios
{
    [Fact]
    public Task A_rollback_of_data_that_was_killed_after_a_journal_line_ends_on_one_whole_release() => WalkAsync(CrashWalk.AfterTheLine, withDatabase: true);
}
