using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Verbs;

public sealed class StartScenarios
{
    [Fact]
    public async Task The_first_start_brings_both_layers_up_and_records_release_1()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();

        (await platform.RunAsync("start")).Exits(0).Says("release 1 is up (infrastructure and application)");

        Assert.Equal(["store", "web"], await platform.Engine.RunningAsync());
        Assert.Equal("releases/0001", new FileInfo(platform.PathOf(".shipkeeper/current")).LinkTarget);
        Assert.Equal(platform.Read("compose.yaml"), platform.Read(".shipkeeper/releases/0001/files/compose.yaml"));
        Assert.Equal(2, (await platform.Engine.TagsAsync()).Count);
        Assert.Equal("succeeded", platform.Journals.Newest.End);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(platform.PathOf(".shipkeeper")));
    }

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);
        var before = await platform.Engine.ContainersAsync();

        (await platform.RunAsync("start")).Exits(0).Says("already infrastructure: start store");

        Assert.Equal(before, await platform.Engine.ContainersAsync());
    }

    [Fact]
    public async Task Containers_of_the_application_are_made_while_the_infrastructure_boots()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0).NeverSays("prepare");
        (await platform.RunAsync("compose -- down")).Exits(0);

        (await platform.RunAsync("start")).Exits(0).Says("done    application: prepare web");

        await platform.IsWholeAsync("store", "web");
        (await platform.RunAsync("start")).Exits(0).NeverSays("prepare");
    }

    /// <summary>It has read them when it started, and Compose sees no difference.</summary>
    [Theory]
    [InlineData("volumes: [\"./conf:/conf:ro\"]", "")]
    [InlineData("secrets: [{source: x, target: /conf/x}]", "secrets: {x: {file: conf/x}}")]
    public async Task A_service_of_a_start_that_failed_sees_the_mounted_file_that_was_mended_since(string mount, string more)
    {
        await using var platform = ScenarioPlatform.With(
            "platform: $PROJECT\nhealth: {web: {exec: [grep, good, /tmp/x], patience: 3s}}",
            $$"""
            services:
              web: {<<: *service, command: [sh, -c, 'cp /conf/x /tmp/x; exec sleep 1000'], {{mount}}}
              other: {<<: *service}
            {{more}}
            """);
        Directory.CreateDirectory(platform.PathOf("conf"));
        platform.Write("conf/x", "bad");
        (await platform.RunAsync("start")).Fails(1, "gate.closed");
        var other = await platform.Engine.IdOfAsync("other");
        (await platform.RunAsync("start")).Fails(1, "gate.closed").NeverSays("stop");

        platform.Write("conf/x", "good");
        (await platform.RunAsync("start")).Exits(0).Says("done    application: stop web", "release 1 is up");

        Assert.Equal(other, await platform.Engine.IdOfAsync("other"));
        (await platform.RunAsync("start")).Exits(0).NeverSays("stop");
    }

    [Fact]
    public async Task What_cannot_be_made_ahead_is_made_when_it_is_started()
    {
        await using var platform = ScenarioPlatform.With(
            "platform: $PROJECT\nlayers: {infrastructure: [store]}",
            """
            services:
              store: *service
              web:
                <<: *service
                volumes: [{type: bind, source: ./made, target: /made, bind: {create_host_path: false}}]
            """);
        platform.WriteHook("after-infrastructure", "sleep 1; mkdir -p made");
        Directory.CreateDirectory(platform.PathOf("made"));
        (await platform.RunAsync("start")).Exits(0);
        (await platform.RunAsync("compose -- down")).Exits(0);
        Directory.Delete(platform.PathOf("made"));

        (await platform.RunAsync("start")).Exits(0).Says("warning", "what is missing is made when it is started");

        await platform.IsWholeAsync("store", "web");
    }

    [Fact]
    public async Task The_layers_can_be_started_one_after_the_other()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();

        (await platform.RunAsync("start --infra-only")).Exits(0).Says("infrastructure up; no release is recorded before the whole platform was good");
        Assert.Equal(["store"], await platform.Engine.RunningAsync());
        Assert.False(platform.Has(".shipkeeper/current"));

        (await platform.RunAsync("start --app-only")).Exits(0).Says("release 1 is up (application)");
        await platform.IsWholeAsync("store", "web");
    }

    [Fact]
    public async Task A_platform_file_of_one_line_is_enough()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", "services: {blog: {<<: *service, ports: ['127.0.0.1:$PORT:8000']}}");

        (await platform.RunAsync("start")).Exits(0).Says("release 1 is up");

        await platform.IsWholeAsync("blog");
        await Assert.ThrowsAsync<HttpRequestException>(() => platform.GetAsync("/no-such-page"));
    }

    [Fact]
    public async Task Start_refuses_files_that_are_not_those_of_the_release()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);
        var before = await platform.Engine.ContainersAsync();

        File.AppendAllText(platform.PathOf("compose.yaml"), "# edited\n");
        (await platform.RunAsync("start")).Fails(3, "start.files-differ").Says("compose.yaml", "shipkeeper start --as-released");
        (await platform.RunAsync("restart")).Fails(3, "start.files-differ").Says("compose.yaml", "shipkeeper start --as-released");

        Assert.Equal(before, await platform.Engine.ContainersAsync());
        Assert.EndsWith("# edited\n", platform.Read("compose.yaml"), StringComparison.Ordinal);
        Assert.Single(platform.Journals.All);
    }

    [Fact]
    public async Task As_released_puts_edited_files_back_and_keeps_the_edits()
    {
        await using var platform = ScenarioPlatform.With(
            "platform: $PROJECT",
            """
            services:
              web: {<<: *service, command: [httpd, -f, -p, "8000", -h, /srv], volumes: ["./page:/srv:ro"], ports: ["127.0.0.1:$PORT:8000"]}
            """);
        platform.Write("page/index.html", "released");
        (await platform.RunAsync("start")).Exits(0);
        var compose = platform.Read("compose.yaml");

        File.AppendAllText(platform.PathOf("compose.yaml"), "# edited\n");
        platform.Write("page/index.html", "edited");
        platform.Write("page/more.html", "added");
        (await platform.RunAsync("start")).Fails(3, "start.files-differ").Says("compose.yaml", "page/index.html", "page/more.html");
        (await platform.RunAsync("start --as-released")).Exits(0).Says("put the files of release 1 back");

        Assert.Equal(compose, platform.Read("compose.yaml"));
        Assert.Equal("released\n", await platform.GetAsync());
        Assert.Equal("released", await platform.Engine.ExecAsync("web", "cat", "/srv/index.html"));
        Assert.Equal("index.html", await platform.Engine.ExecAsync("web", "ls", "/srv"));
        var aside = Path.Combine(platform.Journals.Newest.Folder, "attempted");
        Assert.EndsWith("# edited\n", File.ReadAllText(Path.Combine(aside, "compose.yaml")), StringComparison.Ordinal);
        Assert.Equal("edited\n", File.ReadAllText(Path.Combine(aside, "page/index.html")));
        Assert.Equal("added\n", File.ReadAllText(Path.Combine(aside, "page/more.html")));
        (await platform.RunAsync("start")).Exits(0);
    }

    [Theory]
    [InlineData("platform: $PROJECT\nlayers: {infrastructure: [store], aplication: [web]}")]
    [InlineData("platform: other\ncompose: {files: [other.yaml]}")]
    public async Task What_was_done_to_the_platform_file_does_not_stand_in_the_way_of_the_release(string edited)
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("settings: {colour: [red, green]}");
        (await platform.RunAsync("init --non-interactive")).Exits(0);
        (await platform.RunAsync("start")).Exits(0);
        var (released, containers) = (platform.Read("shipkeeper.yaml"), await platform.Engine.ContainersAsync());
        platform.Write("shipkeeper.yaml", edited);
        platform.Write("settings.env", "COLOUR=green");

        (await platform.RunAsync("start --as-released")).Exits(0).Says("put the files of release 1 back: shipkeeper.yaml, settings.env: colour");

        Assert.Equal((released, "COLOUR=red\n"), (platform.Read("shipkeeper.yaml"), platform.Read("settings.env")));
        Assert.Equal(containers, await platform.Engine.ContainersAsync());
        await platform.IsWholeAsync("store", "web");
    }

    [Fact]
    public async Task A_service_that_shall_have_no_container_is_not_waited_for()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", "services: {web: {<<: *service}, worker: {<<: *service, scale: 0}}");

        (await platform.RunAsync("start")).Exits(0);

        Assert.Equal("absent", await platform.Engine.StateOfAsync("worker"));
        (await platform.RunAsync("status")).Exits(0);
    }

    [Fact]
    public async Task Nothing_is_said_to_be_up_of_a_layer_without_services()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", "services: {web: {<<: *service}}");
        (await platform.RunAsync("start")).Exits(0).Says("release 1 is up (application)");

        (await platform.RunAsync("start --infra-only")).Exits(0).Says("nothing to start: no service is in the infrastructure layer");
    }

    [Fact]
    public async Task Containers_that_run_already_are_taken_over_as_they_are()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.ShellAsync($"docker compose -p {platform.Name} up -d")).Exits(0);
        var before = await platform.Engine.ContainersAsync();

        (await platform.RunAsync("start")).Exits(0).Says("what was there is release 1; nothing of it was changed").NeverSays("difference");
        (await platform.RunAsync("start")).Exits(0).Says("release 1 is up");

        Assert.Equal(before, await platform.Engine.ContainersAsync());
        (await platform.RunAsync("status")).Exits(0).NeverSays("not the one of the release");
        (await platform.RunAsync("releases")).Exits(0).Says("adopted");

        platform.Write("shipkeeper.yaml", platform.Read("shipkeeper.yaml") + "\nupgrade: {bake: 0s}\n");
        platform.Write("compose.override.yaml", "services: {web: {labels: {who: me}}}\n");
        (await platform.RunAsync("status")).Exits(0).Says("compose.override.yaml is new");
        (await platform.RunAsync("upgrade")).Exits(0);
        (await platform.RunAsync("status")).Exits(0).NeverSays("drift");
        (await platform.RunAsync("start")).Exits(0).Says("already infrastructure: start store");
        Assert.Equal(before.Single(container => container.Service == "store"), (await platform.Engine.ContainersAsync()).Single(container => container.Service == "store"));
    }

    [Fact]
    public async Task What_is_taken_over_is_compared_with_the_files_which_the_next_start_makes_true()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.ShellAsync($"docker compose -p {platform.Name} up -d store")).Exits(0);
        platform.WriteCompose("services: {store: {<<: *service, environment: {A: b}}, web: {<<: *service}}");

        (await platform.RunAsync("start")).Exits(0).Says("store is not configured as the files say", "web has no container");
        (await platform.RunAsync("start")).Exits(0).Says("release 1 is up");

        await platform.IsWholeAsync("store", "web");
    }

    [Fact]
    public async Task A_service_with_an_env_file_is_what_its_release_says()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", "services: {web: {<<: *service, env_file: [web.env]}}");
        platform.Write("web.env", "PRICE='5$ or $$'");

        (await platform.RunAsync("start")).Exits(0).Says("release 1 is up");
        (await platform.RunAsync("status")).Exits(0).NeverSays("not the one of the release");
    }

    [Fact]
    public async Task A_platform_without_services_is_refused_and_leaves_no_record()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", "services: {}");

        (await platform.RunAsync("start")).Fails(3, "start.no-services").Says("compose.yaml");

        Assert.Empty(platform.Journals.All);
    }

    [Fact]
    public async Task A_dry_run_prints_the_plan_and_touches_nothing()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();

        (await platform.RunAsync("start --dry-run")).Exits(0).Says("infrastructure: start store", "application: every service is good");

        Assert.Empty(await platform.Engine.ContainersAsync());
        Assert.Empty(await platform.Engine.NetworksAsync());
        Assert.False(platform.Has(".shipkeeper"));
    }

    [Fact]
    public async Task A_container_that_was_removed_or_stopped_by_hand_comes_back()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);
        await Program.OutputAsync("docker", "rm", "-f", $"{platform.Name}-web-1");
        await platform.Engine.StopAsync("store");

        (await platform.RunAsync("start")).Exits(0);

        await platform.IsWholeAsync("store", "web");
    }

    [Fact]
    public async Task A_paused_container_is_shown_and_runs_on()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);
        var before = await platform.Engine.IdOfAsync("store");
        await Program.OutputAsync("docker", "pause", $"{platform.Name}-store-1", $"{platform.Name}-web-1");

        (await platform.RunAsync("status")).Says("paused");
        (await platform.RunAsync("start")).Exits(0);

        await platform.IsWholeAsync("store", "web");
        Assert.Equal(before, await platform.Engine.IdOfAsync("store"));
    }

    [Fact]
    public async Task A_container_renamed_by_hand_is_drift_and_gets_its_name_back()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);
        var before = await platform.Engine.IdOfAsync("web");
        await Program.OutputAsync("docker", "rename", $"{platform.Name}-web-1", $"{platform.Name}-mine");

        (await platform.RunAsync("status")).Says($"{platform.Name}-mine is not the name that Compose gives its container");
        (await platform.RunAsync("start")).Exits(0);

        await platform.IsWholeAsync("store", "web");
        Assert.Equal(before, await platform.Engine.IdOfAsync("web"));
    }

    [Fact]
    public async Task Compose_alone_runs_the_same_platform_and_recreates_nothing()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("secrets: {TOKEN: {generate: token}}\nsettings: {mode: [production, dev]}");
        platform.WriteCompose(
            """
            services:
              store: {<<: *service, environment: {TOKEN: "${TOKEN}", MODE: "${MODE}"}}
              web: {<<: *service, depends_on: {store: {condition: service_healthy}}, volumes: [data:/data]}
            volumes: {data: {}}
            """);
        (await platform.RunAsync("init")).Exits(0);
        (await platform.RunAsync("start")).Exits(0);
        var before = await platform.Engine.ContainersAsync();

        var command = (await platform.RunAsync("compose files --command")).Exits(0).Output.Trim();
        Assert.StartsWith("docker compose", command, StringComparison.Ordinal);
        (await platform.ShellAsync(command)).Exits(0);

        Assert.Equal(before, await platform.Engine.ContainersAsync());
        Assert.DoesNotContain("shipkeeper -", command, StringComparison.Ordinal);
    }
}
