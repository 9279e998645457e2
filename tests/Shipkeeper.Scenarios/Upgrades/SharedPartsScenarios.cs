using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>A container that shares a network, or volumes, of another one is bound to that very container, and goes with it.</summary>
public sealed class SharedPartsScenarios
{
    private const string Definition = "platform: $PROJECT\nupgrade: {bake: 0s}";

    private const string Services = """
        services:
          vpn: {<<: *service, environment: {VERSION: "one"}, volumes: ["shared:/shared"]}
          inside: {<<: *service, command: [httpd, -f, -p, "8001"], network_mode: "service:vpn", pid: "service:vpn"}
          files: {<<: *service, volumes_from: ["vpn:ro"]}
          after: {<<: *service, depends_on: {vpn: {condition: service_started, restart: true}}}
          beside: {<<: *service}
        volumes: {shared: {}}
        """;

    private static readonly string[] All = ["vpn", "inside", "files", "after", "beside"];

    [Fact]
    public async Task What_is_shared_is_made_anew_with_those_who_share_it()
    {
        await using var platform = await StartedAsync();
        await IsBoundAsync(platform);
        var (after, beside) = (await StartedAtAsync(platform, "after"), await StartedAtAsync(platform, "beside"));

        platform.WriteCompose(Services.Replace("\"one\"", "\"two\"", StringComparison.Ordinal));
        (await platform.RunAsync("plan")).Exits(0).Says("made anew with 'vpn', whose network and pid it shares", "whose volumes it shares", "started again with 'vpn'");
        (await platform.RunAsync("upgrade")).Exits(0).Says("release 2 is up");

        await IsBoundAsync(platform);
        Assert.NotEqual(after, await StartedAtAsync(platform, "after"));
        Assert.Equal(beside, await StartedAtAsync(platform, "beside"));
    }

    [Fact]
    public async Task A_release_that_is_not_good_leaves_them_bound_to_the_container_that_runs()
    {
        await using var platform = await StartedAsync();

        platform.WriteCompose(Services.Replace("environment: {VERSION: \"one\"}", "command: [\"false\"]", StringComparison.Ordinal));
        (await platform.RunAsync("upgrade")).Fails(4, "operation.rolled-back");

        await IsBoundAsync(platform);
    }

    [Fact]
    public async Task A_restart_stops_them_before_and_starts_them_after()
    {
        await using var platform = await StartedAsync();
        var (inside, beside) = (await StartedAtAsync(platform, "inside"), await StartedAtAsync(platform, "beside"));

        (await platform.RunAsync("restart vpn")).Exits(0).Says("restarted vpn, after, inside");

        await IsBoundAsync(platform);
        Assert.NotEqual(inside, await StartedAtAsync(platform, "inside"));
        Assert.Equal(beside, await StartedAtAsync(platform, "beside"));
        (await platform.RunAsync("restart")).Exits(0);
        await IsBoundAsync(platform);
    }

    [Fact]
    public async Task They_are_taken_over_as_they_are()
    {
        await using var platform = ScenarioPlatform.With(Definition, Services);
        (await platform.ShellAsync($"docker compose -p {platform.Name} up -d")).Exits(0);
        var before = await platform.Engine.ContainersAsync();

        (await platform.RunAsync("start")).Exits(0).NeverSays("not configured as the files say");

        Assert.Equal(before, await platform.Engine.ContainersAsync());
        await IsBoundAsync(platform);
    }

    private static Task<ScenarioPlatform> StartedAsync() => ScenarioPlatform.With(Definition, Services).StartedAsync();

    private static Task<string> StartedAtAsync(ScenarioPlatform platform, string service) => platform.Engine.InspectAsync(service, "{{.State.StartedAt}}");

    private static async Task IsBoundAsync(ScenarioPlatform platform)
    {
        Assert.Equal(All.Order(), await platform.Engine.RunningAsync());
        var vpn = await platform.Engine.InspectAsync("vpn", "{{.Id}}");
        Assert.Equal($"container:{vpn} container:{vpn}", await platform.Engine.InspectAsync("inside", "{{.HostConfig.NetworkMode}} {{.HostConfig.PidMode}}"));
        Assert.Equal($"[{vpn}]", await platform.Engine.InspectAsync("files", "{{.HostConfig.VolumesFrom}}"));
        var network = await platform.Engine.ExecAsync("vpn", "readlink", "/proc/self/ns/net");
        Assert.Equal(network, await platform.Engine.ExecAsync("inside", "readlink", "/proc/self/ns/net"));
        (await platform.RunAsync("status")).Exits(0).NeverSays("not the one of the release");
    }
}
