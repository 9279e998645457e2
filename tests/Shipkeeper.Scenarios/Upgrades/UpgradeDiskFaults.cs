using Shipkeeper.Scenarios.Crashes;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>
/// From its N-th write, sync or rename on, in each of its threads, the disk fails under an upgrade, and under its watcher. When there is room
/// again, the next command finds one whole version.
/// </summary>
public abstract class UpgradeDiskFaults
{
    private const int Lines = 60;

    /// <param name="every">Of so many points the normal run takes one.</param>
    private protected static async Task WalkAsync(string call, string error, string words, bool withDatabase, int every)
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase, withDatabase ? "upgrade: {bake: 0s, snapshot: dump}" : "upgrade: {bake: 0s}");
        var failed = 0;
        foreach (var point in Settings.PartOf(Enumerable.Range(1, Lines), every))
        {
            versions.Write("two");
            var ran = await versions.Platform.RunUnderAsync(Fault.Error(call, error, $"{point}+"), "upgrade --retry");
            if (ran.ExitCode == 0)
            {
                // Behind the last of them.
                break;
            }

            failed++;
            await CrashWalk.AtPointAsync($"with {error} from {call} {point} on", async () =>
            {
                ran.Says(words);
                await EndAsync(versions.Platform);
                await versions.ReturnAsync();
            });
        }

        Assert.True(failed > 0, $"no {call} of an upgrade has failed");
        await versions.ReturnAsync();
        await versions.StoodOnOneAndGoesToTwoAsync("--retry");
    }

    /// <summary>The watcher may still be at it. Where the undo too could not write, a person says that it goes on.</summary>
    private static async Task EndAsync(ScenarioPlatform platform)
    {
        var start = await platform.RunAsync("start --as-released");
        await Until.TrueAsync(async () => start.ExitCode != 6 || (start = await platform.RunAsync("start --as-released")).ExitCode != 6, "the watcher has ended");
        if (start.ExitCode == 5)
        {
            start.Fails(5, "operation.stuck");
            (await platform.RunAsync("resume")).Exits(0);
            start = await platform.RunAsync("start --as-released");
        }

        start.Exits(0);
    }
}

public sealed class UpgradeOnAFullDisk : UpgradeDiskFaults
{
    [Fact]
    public Task An_upgrade_that_finds_no_room_leaves_one_whole_release() => WalkAsync("pwrite64", "ENOSPC", "No space left on device", withDatabase: false, every: 9);
}

public sealed class DumpOnAFullDisk : UpgradeDiskFaults
{
    [Fact]
    public Task An_upgrade_with_a_dump_that_finds_no_room_leaves_one_whole_release() => WalkAsync("pwrite64", "ENOSPC", "No space left on device", withDatabase: true, every: 17);
}

public sealed class UpgradeOnADiskThatCannotSync : UpgradeDiskFaults
{
    [Fact]
    public Task An_upgrade_whose_records_cannot_be_synced_leaves_one_whole_release() => WalkAsync("fsync", "EIO", "Input/output error", withDatabase: false, every: 9);
}

public sealed class UpgradeOnADiskThatCannotRename : UpgradeDiskFaults
{
    [Fact]
    public Task An_upgrade_whose_files_cannot_be_renamed_leaves_one_whole_release() => WalkAsync("rename", "EIO", "Input/output error", withDatabase: false, every: 2);
}
