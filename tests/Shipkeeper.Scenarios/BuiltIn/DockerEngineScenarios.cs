using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.BuiltIn;

/// <summary>The module docker-engine on a host with a real apt, a real systemd and an engine of its own.</summary>
public sealed class DockerEngineScenarios(DebianHost host) : IClassFixture<DebianHost>, IAsyncLifetime
{
    private const string Module = "docker-engine";
    private const string Package = "docker.io";

    private string _before = "";

    public async ValueTask InitializeAsync()
    {
        await host.LoadAsync(Settings.Image);
        _before = (await host.VersionOfAsync(Package)).Split(' ')[1];
        await host.WellAsync("rm -f /repo/*.deb");
        await host.OfferAgainAsync(Package, _before);
        await host.WellAsync($"docker ps -aq | xargs -r docker rm -f; docker run --detach --name serves {Settings.Image} sleep 1000; docker run --detach --name checked --health-cmd true --health-interval 1s {Settings.Image} sleep 1000");
        await Until.TrueAsync(async () => await host.WellAsync("docker inspect --format '{{.State.Health.Status}}' checked") == "healthy", "not healthy");
    }

    public async ValueTask DisposeAsync()
    {
        await host.SetLiveRestoreAsync(on: false);
        await host.WellAsync($"apt-get install --yes --allow-downgrades {Package}={_before}");
    }

    [Fact]
    public async Task An_engine_without_live_restore_is_left_alone_while_containers_run()
    {
        await host.EnableAsync(Module, "{}");
        await host.OfferAgainAsync(Package, "99.0");

        (await host.RunAsync(Module)).Exits(1).Says("its 2 running containers would stop");

        Assert.Equal($"installed {_before}", await host.VersionOfAsync(Package));
        Assert.Equal("running", await StateOfAsync("serves"));
    }

    [Fact]
    public async Task With_live_restore_the_engine_is_new_and_the_containers_never_stop()
    {
        await host.SetLiveRestoreAsync(on: true);
        await host.EnableAsync(Module, "{}");
        await host.OfferAgainAsync(Package, "99.1");
        var begun = await StartOfAsync("serves");

        var engine = await host.WellAsync("systemctl show --property=InvocationID docker");

        (await host.RunAsync(Module)).Exits(0).Says($"{Package} {_before} -> 99.1");

        Assert.NotEqual(engine, await host.WellAsync("systemctl show --property=InvocationID docker"));

        Assert.Equal("installed 99.1", await host.VersionOfAsync(Package));
        Assert.Equal(begun, await StartOfAsync("serves"));
        (await host.RunAsync(Module)).Exits(0).NeverSays("99.1");
    }

    [Fact]
    public async Task Containers_that_may_stop_run_again_afterwards()
    {
        await host.EnableAsync(Module, """{"stop_containers":true}""");
        await host.OfferAgainAsync(Package, "99.2");
        var begun = await StartOfAsync("serves");

        (await host.RunAsync(Module)).Exits(0).Says("started, as it ran before");

        Assert.Equal(["running", "running"], [await StateOfAsync("serves"), await StateOfAsync("checked")]);
        Assert.NotEqual(begun, await StartOfAsync("serves"));
    }

    [Fact]
    public async Task An_engine_that_does_not_come_back_is_followed_by_the_one_before()
    {
        await host.EnableAsync(Module, """{"stop_containers":true,"gate_seconds":15}""");
        await host.OfferAgainAsync(Package, "99.3", "printf '#!/bin/sh\\nexit 1\\n' >usr/sbin/dockerd");

        (await host.RunAsync(Module)).Exits(1).Says("the versions before are back, and so are all containers");

        Assert.Equal($"installed {_before}", await host.VersionOfAsync(Package));
        Assert.Equal(["running", "running"], [await StateOfAsync("serves"), await StateOfAsync("checked")]);
    }

    [Fact]
    public async Task An_upgrade_that_was_killed_is_brought_to_its_end_by_the_next_run()
    {
        await host.EnableAsync(Module, """{"stop_containers":true}""");
        await host.OfferAgainAsync(Package, "99.4");
        await host.WellAsync($$"""
            named() { grep -lxE "$1" /proc/[0-9]*/comm 2>/dev/null | cut -d / -f 3; }
            shipkeeper modules run --only {{Module}} --path /tree >/dev/null 2>&1 &
            until [ -e /tree/modules/{{Module}}/upgrade.json ]; do sleep 0.05; done
            kill -KILL $(named shipkeeper)
            while [ -n "$(named 'apt-get|dpkg')" ]; do sleep 0.2; done
            systemctl stop docker.socket docker
            """);

        (await host.RunAsync(Module)).Exits(0).Says("is brought to an end", "started, as it ran before");

        Assert.Equal("installed 99.4", await host.VersionOfAsync(Package));
        Assert.Equal(["running", "running"], [await StateOfAsync("serves"), await StateOfAsync("checked")]);
        Assert.Equal("index.json", await host.WellAsync($"ls /tree/modules/{Module}"));
    }

    private Task<string> StateOfAsync(string container) => host.WellAsync($"docker inspect --format '{{{{.State.Status}}}}' {container}");

    private Task<string> StartOfAsync(string container) => host.WellAsync($"docker inspect --format '{{{{.State.StartedAt}}}}' {container}");
}
