using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Crashes;

/// <summary>kill -9 at the lines of the journals of verbs that find a running platform.</summary>
public abstract class RunningCrashScenarios
{
    private const string WithData =
        """
        services:
          store: {<<: *service, volumes: [data:/data]}
          web: {<<: *service}
        volumes: {data: {}}
        """;

    private protected static async Task WalkAsync(string verb, Func<ScenarioPlatform, Task> againEndsWell)
    {
        await using var running = await PrepareAsync();
        foreach (var call in new[] { CrashWalk.BeforeTheLine, CrashWalk.AfterTheLine })
        {
            await CrashWalk.WalkAsync(call, last: 26, every: 8, running, verb, async platform =>
            {
                await againEndsWell(platform);
                (await platform.RunAsync("start")).Exits(0);
                await platform.IsWholeAsync("store", "web");
                Assert.Equal("kept", await platform.Engine.ExecAsync("store", "cat", "/data/note"));
            });
        }
    }

    private static async Task<ScenarioPlatform> PrepareAsync()
    {
        var platform = ScenarioPlatform.WithTwoLayers();
        platform.WriteCompose(WithData);
        (await platform.RunAsync("start")).Exits(0);
        await platform.Engine.ExecAsync("store", "sh", "-c", "echo kept > /data/note");
        return platform;
    }
}

public sealed class StopKilled : RunningCrashScenarios
{
    [Fact]
    public Task A_stop_that_was_killed_is_ended_by_the_next() => WalkAsync("stop", async platform =>
    {
        (await platform.RunAsync("stop")).Exits(0);
        Assert.Empty(await platform.Engine.RunningAsync());
    });
}

public sealed class RestartKilled : RunningCrashScenarios
{
    [Fact]
    public Task A_restart_that_was_killed_is_ended_by_the_next() => WalkAsync("restart", async platform =>
    {
        (await platform.RunAsync("restart")).Exits(0);
        await platform.IsWholeAsync("store", "web");
    });
}

public sealed class TeardownKilled : RunningCrashScenarios
{
    [Fact]
    public Task A_teardown_that_was_killed_is_ended_by_the_next() => WalkAsync("teardown --yes", async platform =>
    {
        (await platform.RunAsync("teardown --yes")).Exits(0);
        Assert.Empty(await platform.Engine.ContainersAsync());
        Assert.Empty(await platform.Engine.NetworksAsync());
        Assert.Single(await platform.Engine.VolumesAsync());
    });
}

public sealed class StartAsReleasedThatIsKilled
{
    [Fact]
    public async Task A_start_as_released_that_was_killed_is_ended_by_the_next_and_every_container_sees_the_files_of_the_release()
    {
        await using var running = ScenarioPlatform.With("platform: $PROJECT", "services: {web: {<<: *service, volumes: ['./page:/srv:ro']}}");
        running.Write("page/index.html", "released");
        (await running.RunAsync("start")).Exits(0);
        running.Write("page/index.html", "edited");

        foreach (var call in new[] { CrashWalk.BeforeTheLine, CrashWalk.AfterTheLine, "rename" })
        {
            await CrashWalk.WalkAsync(call, last: 26, every: 4, running, "start --as-released", async platform =>
            {
                (await platform.RunAsync("start --as-released")).Exits(0);
                Assert.Equal("released", await platform.Engine.ExecAsync("web", "cat", "/srv/index.html"));
                await platform.IsWholeAsync("web");
                platform.Write("page/index.html", "edited");
            });
        }
    }
}
