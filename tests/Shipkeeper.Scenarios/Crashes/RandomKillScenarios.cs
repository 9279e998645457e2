using System.Diagnostics;
using System.Runtime.InteropServices;
using Shipkeeper.Scenarios.Language;
using Shipkeeper.Scenarios.Upgrades;

namespace Shipkeeper.Scenarios.Crashes;

/// <summary>kill -9 of the binary alone, at random moments: what it had started, such as Compose, lives on and must not be in the way.</summary>
public sealed class RandomKillScenarios
{
    private static int Times => Settings.WalksEverything ? 30 : 2;

    [Fact]
    public async Task A_start_that_was_killed_at_any_moment_is_ended_by_the_next()
    {
        var random = new Random(Settings.Seed);
        var whole = await MeasureStartAsync();
        foreach (var moment in Enumerable.Range(0, Times).Select(_ => whole * 1.1 * random.NextDouble()))
        {
            await using var platform = ScenarioPlatform.WithTwoLayers();
            var start = platform.Start("start");
            await Task.Delay(moment);
            await start.KillAndAwaitAsync();

            await CrashWalk.AtPointAsync($"after kill -9 {moment.TotalMilliseconds:0} ms into the start", async () =>
            {
                (await platform.RunAsync("start")).Exits(0);
                await platform.IsWholeAsync("store", "web");
            });
        }
    }

    [Fact]
    public async Task Starts_that_are_killed_again_and_again_leave_a_platform_that_can_be_started()
    {
        var random = new Random(Settings.Seed);
        await using var platform = ScenarioPlatform.WithTwoLayers();
        for (var attempt = 0; attempt < 2 * Times; attempt++)
        {
            var start = platform.Start(random.Next(4) == 0 ? "stop" : "start");
            await Task.Delay(random.Next(100, 1500));
            await start.KillAndAwaitAsync();
        }

        await CrashWalk.AtPointAsync("after many kills", async () =>
        {
            (await platform.RunAsync("start")).Exits(0);
            await platform.IsWholeAsync("store", "web");
        });
    }

    [Fact]
    public async Task An_upgrade_that_was_ended_at_any_moment_leaves_one_whole_version()
    {
        var random = new Random(Settings.Seed);
        await using var versions = await TwoVersions.StartAsync();
        versions.Write("two");
        var whole = (await versions.Platform.RunAsync("upgrade")).Exits(0).Took;
        var record = new WalkRecord();
        foreach (var time in Enumerable.Range(1, Settings.WalksEverything ? 60 : 2).Where(time => !record.Has(time)))
        {
            var moment = whole * 1.1 * random.NextDouble();
            await versions.ReturnAsync();
            versions.Write("two");
            var upgrade = versions.Platform.Start("upgrade --retry");
            await Task.Delay(moment);
            var forced = random.Next(100) < 85;
            await (forced ? upgrade.KillAndAwaitAsync() : upgrade.SignalAndAwaitAsync(PosixSignal.SIGTERM));

            await CrashWalk.AtPointAsync($"after {(forced ? "kill -9" : "SIGTERM")} {moment.TotalMilliseconds:0} ms into the upgrade", async () =>
            {
                record.Survived(time, await StartAfterTheWatcherAsync(versions.Platform));
                await versions.IsWholeAsync();
            });
        }
    }

    /// <summary>While the watcher ends the operation, others are told that it is at it.</summary>
    private static async Task<TimeSpan> StartAfterTheWatcherAsync(ScenarioPlatform platform)
    {
        var clock = Stopwatch.StartNew();
        var start = await platform.RunAsync("start --as-released");
        while (start.ExitCode == 6 && clock.Elapsed < TimeSpan.FromMinutes(1))
        {
            await Task.Delay(100);
            start = await platform.RunAsync("start --as-released");
        }

        start.Exits(0);
        return clock.Elapsed;
    }

    private static async Task<TimeSpan> MeasureStartAsync()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        var clock = Stopwatch.StartNew();
        (await platform.RunAsync("start")).Exits(0);
        return clock.Elapsed;
    }
}
