using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Verbs;

public sealed class StopScenarios
{
    [Fact]
    public async Task Stop_stops_the_application_before_the_infrastructure_and_keeps_the_containers()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);
        var ids = (await platform.Engine.ContainersAsync()).Select(container => container.Id);

        (await platform.RunAsync("stop")).Exits(0).Says("stopped");

        var containers = await platform.Engine.ContainersAsync();
        Assert.Equal(ids, containers.Select(container => container.Id));
        Assert.All(containers, container => Assert.Equal("exited", container.State));
        Assert.True(
            string.CompareOrdinal(await platform.Engine.InspectAsync("web", "{{.State.FinishedAt}}"), await platform.Engine.InspectAsync("store", "{{.State.FinishedAt}}")) < 0,
            "the web must end before the store that it uses");
        (await platform.RunAsync("stop")).Exits(0).Says("nothing was running");
    }

    [Fact]
    public async Task Stop_can_leave_the_infrastructure_running()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);

        (await platform.RunAsync("stop --keep-infra")).Exits(0).Says("the infrastructure was left running");

        Assert.Equal(["store"], await platform.Engine.RunningAsync());
        (await platform.RunAsync("start")).Exits(0);
        await platform.IsWholeAsync("store", "web");
    }

    [Fact]
    public async Task Restart_starts_every_service_once_more_in_the_same_containers()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);
        var (before, startedAt) = (await platform.Engine.ContainersAsync(), await StartTimesAsync(platform));

        (await platform.RunAsync("restart")).Exits(0);

        Assert.Equal(before, await platform.Engine.ContainersAsync());
        Assert.All((await StartTimesAsync(platform)).Zip(startedAt), times => Assert.NotEqual(times.First, times.Second));
    }

    [Fact]
    public async Task Restart_of_one_service_leaves_the_others_alone()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);
        var startedAt = await StartTimesAsync(platform);

        (await platform.RunAsync("restart web")).Exits(0).Says("restarted web");
        var restartedAt = await StartTimesAsync(platform);
        Assert.Equal(startedAt[0], restartedAt[0]);
        Assert.NotEqual(startedAt[1], restartedAt[1]);

        (await platform.RunAsync("restart wbe")).Fails(2, "service.unknown").Says("wbe", "web");
        Assert.Equal(restartedAt, await StartTimesAsync(platform));
    }

    private static async Task<string[]> StartTimesAsync(ScenarioPlatform platform) =>
        [await platform.Engine.InspectAsync("store", "{{.State.StartedAt}}"), await platform.Engine.InspectAsync("web", "{{.State.StartedAt}}")];
}
