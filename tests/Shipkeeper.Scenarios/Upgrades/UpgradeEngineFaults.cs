using System.Runtime.InteropServices;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>The engine itself goes away in the middle of an upgrade, and comes back.</summary>
public sealed class UpgradeEngineFaults(OwnEngine engine) : IClassFixture<OwnEngine>
{
    private static readonly string[] Moments = ["converge-services", "open-gate", "bake-services"];

    [Fact]
    public async Task Killed_and_started_again_at_any_moment_it_leaves_one_whole_version() => await AtSomeMomentAsync(async () =>
    {
        await engine.KillAsync();
        await engine.StartAsync();
    });

    [Fact]
    public async Task Stopped_and_started_again_at_any_moment_it_leaves_one_whole_version() => await AtSomeMomentAsync(async () =>
    {
        await engine.StopAsync();
        await engine.StartAsync();
    });

    [Fact]
    public async Task Hanging_for_a_while_at_any_moment_it_leaves_one_whole_version() => await AtSomeMomentAsync(async () =>
    {
        await engine.HangAsync();
        await Task.Delay(TimeSpan.FromSeconds(5));
        await engine.GoOnAsync();
    });

    [Fact]
    public async Task Staying_away_it_leaves_the_way_back_to_a_person()
    {
        await using var platform = await StartAsync("upgrade: {bake: 60s}");
        var upgrade = await UpgradeUntilAsync(platform, "bake-services");
        upgrade.Signal(PosixSignal.SIGTERM);
        await engine.KillAsync();

        (await upgrade.EndAsync()).Fails(5, "operation.stuck");
        await engine.StartAsync();

        (await platform.RunAsync("status", engine.AsDockerHost)).Exits(0).Says("stuck");
        (await platform.RunAsync("resume", engine.AsDockerHost)).Exits(0);
        Assert.Equal("one", await VersionAsync(platform));
        await NextUpgradeWorksAsync(platform);
    }

    private async Task AtSomeMomentAsync(Func<Task> faultAsync)
    {
        foreach (var moment in Settings.PartOf(Enumerable.Range(0, Moments.Length), every: 3).Select(point => Moments[point]))
        {
            await using var platform = await StartAsync("upgrade: {bake: 4s}");
            var upgrade = await UpgradeUntilAsync(platform, moment);

            await faultAsync();

            var ran = await upgrade.EndAsync();
            Assert.True(ran.ExitCode is 0 or 4, $"at {moment}: {ran}");
            Assert.Equal(ran.ExitCode == 0 ? "two" : "one", await VersionAsync(platform));
            await NextUpgradeWorksAsync(platform);
        }
    }

    private async Task<ScenarioPlatform> StartAsync(string more)
    {
        var platform = ScenarioPlatform.With($"platform: $PROJECT\nlayers: {{infrastructure: [store]}}\n{more}", "services: {}");
        Write(platform, "one");
        (await platform.RunAsync("start", engine.AsDockerHost)).Exits(0);
        return platform;
    }

    private static void Write(ScenarioPlatform platform, string version)
    {
        platform.Write("pages/index.html", $"{version}\n");
        platform.WriteCompose(
            $$"""
            services:
              store: {<<: *service, restart: unless-stopped}
              web: {<<: *service, restart: unless-stopped, environment: {VERSION: {{version}}}, volumes: ["./pages:/pages:ro"], depends_on: [store]}
            """);
    }

    private async Task<RunningProgram> UpgradeUntilAsync(ScenarioPlatform platform, string kind)
    {
        Write(platform, "two");
        var upgrade = platform.Start("upgrade", environment: engine.AsDockerHost);
        await Until.TrueAsync(() => upgrade.HasEnded || (platform.Journals.Newest is { Verb: "upgrade" } now && now.Begun.Contains(kind)), $"the upgrade did not come to {kind}");
        Assert.False(upgrade.HasEnded, upgrade.Errors);
        return upgrade;
    }

    /// <summary>Of the container, of what it mounts, and of the files; they agree, and the records agree with them.</summary>
    private async Task<string> VersionAsync(ScenarioPlatform platform)
    {
        var running = await engine.RunningAsync(platform.Name);
        Assert.True(running.SequenceEqual(["store", "web"]), $"running: {string.Join(", ", running)}\n{await engine.StatesAsync(platform.Name)}");
        var said = (await engine.DockerAsync("exec", $"{platform.Name}-web-1", "sh", "-c", "echo $VERSION; cat /pages/index.html")).Exits(0).Output;
        var version = Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct());
        Assert.Contains($"VERSION: {version}", platform.Read("compose.yaml"), StringComparison.Ordinal);
        (await platform.RunAsync("status", engine.AsDockerHost)).Exits(0).NeverSays("drift", "unfinished");
        platform.Journals.AreChained();
        return version;
    }

    private async Task NextUpgradeWorksAsync(ScenarioPlatform platform)
    {
        var other = await VersionAsync(platform) == "one" ? "two" : "one";
        Write(platform, other);
        (await platform.RunAsync("upgrade --retry", engine.AsDockerHost)).Exits(0);
        Assert.Equal(other, await VersionAsync(platform));
    }
}
