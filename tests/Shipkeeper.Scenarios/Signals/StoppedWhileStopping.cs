using System.Runtime.InteropServices;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Signals;

/// <summary>Signals to verbs that wait for a service which takes its time to end.</summary>
public sealed class StoppedWhileStopping
{
    /// <summary>Health checks are seldom: they would end the grace period's quiet.</summary>
    private const string TakesItsTime =
        """
        services:
          store: {<<: *service}
          web: {image: $IMAGE, command: [sh, -c, "trap '' TERM; while :; do sleep 0.2; done"], stop_grace_period: 4s}
        """;

    [Theory]
    [InlineData("stop", PosixSignal.SIGINT)]
    [InlineData("stop", PosixSignal.SIGTERM)]
    [InlineData("restart", PosixSignal.SIGINT)]
    [InlineData("teardown --yes", PosixSignal.SIGTERM)]
    public async Task A_signal_ends_the_verb_cleanly_and_the_same_verb_again_brings_it_to_its_end(string verb, PosixSignal signal)
    {
        await using var platform = await StartedAsync();
        var running = platform.Start(verb);
        await AtTheFirstStepAsync(platform);

        var ran = (await running.SignalAndAwaitAsync(signal)).Fails(130, "operation.interrupted");

        Assert.True(ran.Took < TimeSpan.FromSeconds(20), ran.ToString());
        Assert.Equal("interrupted", platform.Journals.Newest.End);
        Assert.Equal("running", await platform.Engine.StateOfAsync("store"));
        (await platform.RunAsync(verb)).Exits(0);
        (await platform.RunAsync("start")).Exits(0);
        await platform.IsWholeAsync("store", "web");
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("teardown --yes")]
    public async Task Two_signals_leave_the_rest_to_recovery(string verb)
    {
        await using var platform = await StartedAsync();
        var running = platform.Start(verb);
        await AtTheFirstStepAsync(platform);

        running.Signal(PosixSignal.SIGINT);
        (await running.SignalAndAwaitAsync(PosixSignal.SIGINT)).Exits(130);

        (await platform.RunAsync(verb)).Exits(0);
        Assert.DoesNotContain("store", await platform.Engine.RunningAsync());
        platform.Journals.AreChained();
    }

    private static async Task<ScenarioPlatform> StartedAsync()
    {
        var platform = ScenarioPlatform.WithTwoLayers();
        platform.WriteCompose(TakesItsTime);
        (await platform.RunAsync("start")).Exits(0);
        return platform;
    }

    private static Task AtTheFirstStepAsync(ScenarioPlatform platform) =>
        Until.TrueAsync(() => platform.Journals.All is [.., { Verb: not "start", End: "step-begun" }], "no step began");
}
