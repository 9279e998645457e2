using System.Runtime.InteropServices;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Signals;

/// <summary>Signals that reach our process alone, while another program has the terminal.</summary>
public sealed class AttachedPrograms
{
    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    public async Task Compose_gets_the_signal_and_its_own_end_counts(PosixSignal signal)
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);

        var events = platform.Start("compose -- events");
        await Until.TrueAsync(() => events.Output.Contains("container", StringComparison.Ordinal), "compose told of no health check");
        var ran = await events.SignalAndAwaitAsync(signal);

        ran.NeverSays("stopping cleanly", "interrupted:");
        await Until.TrueAsync(() => !Runs("compose", platform.Name, "events"), "compose lives on");
        Assert.True(ran.Took < TimeSpan.FromSeconds(30), ran.ToString());
    }

    [Fact]
    public async Task Watching_ends_without_words_about_an_operation()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        var watch = platform.Start("status --watch");
        await Until.TrueAsync(() => watch.Output.Contains("no release yet", StringComparison.Ordinal), "nothing was shown");

        (await watch.SignalAndAwaitAsync(PosixSignal.SIGINT)).Exits(0).NeverSays("stopping cleanly");
    }

    private static bool Runs(params string[] words) => Processes.All.Select(Processes.CommandOf).Any(command =>
        !command.StartsWith(Settings.Binary, StringComparison.Ordinal) && words.All(word => command.Contains(word, StringComparison.Ordinal)));
}
