using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.EngineFaults;

public sealed class EngineThatHangs(OwnEngine engine) : IClassFixture<OwnEngine>
{
    [Fact]
    public async Task Every_call_to_it_has_a_time_limit_and_the_next_start_is_good()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start", engine.AsDockerHost)).Exits(0);
        await engine.HangAsync();

        var ends = await Task.WhenAll(new[] { "status", "start", "stop", "logs" }.Select(verb => platform.RunAsync(verb, engine.AsDockerHost)));
        await engine.GoOnAsync();

        Assert.All(ends.Where(end => end.ExitCode != 6), end => end.Fails(1, "docker.timeout"));
        Assert.All(ends, end => Assert.True(end.Took < TimeSpan.FromSeconds(50), end.ToString()));
        (await platform.RunAsync("start", engine.AsDockerHost)).Exits(0);
        Assert.Equal(["store", "web"], await engine.RunningAsync(platform.Name));
        platform.Journals.AreChained();
    }
}
