using System.Runtime.InteropServices;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Signals;

public sealed class StoppedStart
{
    private const string WaitsForAFile = "health: {web: {exec: [test, -e, /tmp/ready], patience: 60s}}";

    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    public async Task A_signal_while_a_gate_waits_stops_the_start_cleanly(PosixSignal signal)
    {
        await using var platform = ScenarioPlatform.WithTwoLayers(WaitsForAFile);
        var start = await AtTheGateAsync(platform);

        var ran = (await start.SignalAndAwaitAsync(signal)).Fails(130, "operation.interrupted").Says("stopping cleanly", "what is done stays");

        Assert.True(ran.Took < TimeSpan.FromSeconds(30), ran.ToString());
        Assert.Equal("interrupted", platform.Journals.Newest.End);
        Assert.Equal(["store", "web"], await platform.Engine.RunningAsync());
        Assert.False(platform.Has(".shipkeeper/current"));
        await NextStartIsGoodAsync(platform);
    }

    [Fact]
    public async Task Two_signals_leave_the_rest_to_the_next_command()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers(WaitsForAFile);
        var start = await AtTheGateAsync(platform);

        start.Signal(PosixSignal.SIGINT);
        (await start.SignalAndAwaitAsync(PosixSignal.SIGINT)).Exits(130);

        await NextStartIsGoodAsync(platform);
        Assert.Equal("interrupted", platform.Journals.All[0].End);
    }

    [Fact]
    public async Task A_signal_before_the_engine_has_answered_stops_a_start_that_has_not_begun()
    {
        using var engine = new CountingSocket();
        await using var platform = ScenarioPlatform.WithTwoLayers();
        var start = platform.Start("start", environment: engine.AsDockerHost);
        await Until.TrueAsync(() => engine.Calls > 0, "the engine was not called");

        (await start.SignalAndAwaitAsync(PosixSignal.SIGINT)).Exits(130);

        Assert.Empty(platform.Journals.All);
    }

    /// <summary>Compose itself is interrupted, and whatever it has made is taken over by the next start.</summary>
    [Fact]
    public async Task A_signal_while_containers_are_made_leaves_nothing_that_is_in_the_way()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        var start = platform.Start("start");
        await Until.TrueAsync(() => platform.Journals.CountLines() >= 5, "no step began");

        (await start.SignalAndAwaitAsync(PosixSignal.SIGTERM)).Exits(130);

        Assert.Equal("interrupted", platform.Journals.Newest.End);
        (await platform.RunAsync("start")).Exits(0);
        await platform.IsWholeAsync("store", "web");
    }

    private static async Task<RunningProgram> AtTheGateAsync(ScenarioPlatform platform)
    {
        var start = platform.Start("start");
        await Until.TrueAsync(async () => await platform.Engine.StateOfAsync("web") == "running", "the web did not start");
        await Until.TrueAsync(() => platform.Journals.CountLines() >= 12, "no gate");
        return start;
    }

    private static async Task NextStartIsGoodAsync(ScenarioPlatform platform)
    {
        await platform.Engine.ExecAsync("web", "touch", "/tmp/ready");
        (await platform.RunAsync("start")).Exits(0);
        await platform.IsWholeAsync("store", "web");
    }
}
