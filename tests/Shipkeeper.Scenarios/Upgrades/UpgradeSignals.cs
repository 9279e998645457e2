using System.Diagnostics;
using System.Runtime.InteropServices;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>SIGTERM in each part of an upgrade: it ends soon, on the release before, and nothing counts against the candidate.</summary>
public sealed class UpgradeSignals
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private static readonly string[] Moments =
        ["place-files", "record-release", "stop-services", "bar-connections", "take-snapshot", "run-migrations", "open-connections", "converge-services", "open-gate", "bake-services"];

    [Fact]
    public async Task A_signal_in_any_part_of_an_upgrade_ends_it_on_the_release_before()
    {
        await using var versions = await TwoVersions.StartAsync(withDatabase: true, "upgrade: {bake: 30s}");
        foreach (var moment in Settings.PartOf(Enumerable.Range(0, Moments.Length), every: 3).Select(point => Moments[point]))
        {
            WriteTwo(versions);
            var ran = await StopAsync(await versions.RunUntilAsync(moment));

            Assert.True(ran.ExitCode == 130, $"stopped at {moment}: {ran}");
            ran.Fails(130, "operation.stopped").Says("everything was put back");
            Assert.Equal("rolled-back", versions.Platform.Journals.Newest.End);
            Assert.Equal("one", await versions.IsWholeAsync());
        }

        versions.Write("two");
        versions.Platform.Write("shipkeeper.yaml", versions.Platform.Read("shipkeeper.yaml").Replace("30s}", "0s}", StringComparison.Ordinal));
        (await versions.Platform.RunAsync("upgrade")).Exits(0);
        Assert.Equal("two", await versions.IsWholeAsync());
    }

    [Fact]
    public async Task A_signal_while_everything_is_put_back_does_not_keep_it_from_being_put_back()
    {
        await using var versions = await TwoVersions.StartAsync();
        versions.WriteTwoBut(TwoVersions.Command, "command: [\"false\"]");

        (await StopAsync(await versions.RunUntilAsync("undo converge-services"))).Fails(4, "operation.rolled-back");

        await versions.StoodOnOneAndGoesToTwoAsync();
    }

    [Fact]
    public async Task Two_signals_leave_the_undo_to_the_watcher()
    {
        await using var versions = await TwoVersions.StartAsync(more: "upgrade: {bake: 30s}");
        versions.Write("two");
        var upgrade = await versions.RunUntilAsync("bake-services");

        upgrade.Signal(PosixSignal.SIGTERM);
        await Until.TrueAsync(() => versions.Platform.Journals.Newest.Events.Contains("undoing"), "everything is put back");
        (await upgrade.SignalAndAwaitAsync(PosixSignal.SIGTERM)).Exits(130);

        await Until.TrueAsync(() => versions.Platform.Journals.Newest.End == "rolled-back", "the watcher has ended the operation");
        Assert.Equal("one", await versions.IsWholeAsync());
    }

    /// <summary>So that the signal finds the migration at work.</summary>
    private static void WriteTwo(TwoVersions versions)
    {
        versions.Write("two");
        versions.Platform.Write("schema/002_more.sql", versions.Platform.Read("schema/002_more.sql") + "select pg_sleep(1);\n");
    }

    private static async Task<Ran> StopAsync(RunningProgram upgrade)
    {
        var clock = Stopwatch.StartNew();
        var ran = await upgrade.SignalAndAwaitAsync(PosixSignal.SIGTERM);
        Assert.True(clock.Elapsed < Soon, $"{clock.Elapsed} after the signal: {ran}");
        return ran;
    }
}
