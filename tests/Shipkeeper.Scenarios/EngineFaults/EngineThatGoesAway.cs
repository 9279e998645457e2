using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.EngineFaults;

public sealed class EngineThatGoesAway(OwnEngine engine) : IClassFixture<OwnEngine>
{
    [Fact]
    public async Task An_engine_that_is_restarted_while_a_gate_waits_does_not_end_the_start()
    {
        await using var platform = Platform("60s", "unless-stopped");
        var start = await AtTheGateAsync(platform);

        await engine.StopAsync();
        await engine.StartAsync();
        await Until.TrueAsync(async () => (await engine.RunningAsync(platform.Name)).Count == 2, "the engine did not bring the containers back");
        await ReadyAsync(platform);

        (await start.EndAsync()).Exits(0);
        platform.Journals.AreChained();
    }

    [Fact]
    public async Task An_engine_that_is_killed_ends_the_start_with_its_cause_and_the_next_start_is_good()
    {
        await using var platform = Platform("2s", "no");
        var start = await AtTheGateAsync(platform);

        await engine.KillAsync();
        var ran = (await start.EndAsync()).Exits(1);
        (await platform.RunAsync("status", engine.AsDockerHost)).Fails(1, "docker.not-running");
        await engine.StartAsync();

        Assert.Contains("docker", ran.Errors, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("interrupted", platform.Journals.Newest.End);
        await ReadyAsync(platform);
        (await platform.RunAsync("start", engine.AsDockerHost)).Exits(0);
        Assert.Equal(["store", "web"], await engine.RunningAsync(platform.Name));
        platform.Journals.AreChained();
    }

    private static ScenarioPlatform Platform(string patience, string restart)
    {
        var platform = ScenarioPlatform.WithTwoLayers($"health: {{web: {{exec: [test, -e, /tmp/ready], patience: {patience}}}}}");
        platform.WriteCompose($"services: {{store: {{<<: *service, restart: '{restart}'}}, web: {{<<: *service, restart: '{restart}', volumes: ['ready:/tmp']}}}}\nvolumes: {{ready: {{}}}}");
        return platform;
    }

    private async Task<RunningProgram> AtTheGateAsync(ScenarioPlatform platform)
    {
        var start = platform.Start("start -v", environment: engine.AsDockerHost);
        await Until.TrueAsync(() => start.Output.Contains("exec 1", StringComparison.Ordinal) || start.HasEnded, "no gate");
        return start;
    }

    private async Task ReadyAsync(ScenarioPlatform platform) =>
        (await engine.DockerAsync("run", "--rm", "-v", $"{platform.Name}_ready:/tmp", Settings.Image, "touch", "/tmp/ready")).Exits(0);
}
