using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Verbs;

public sealed class TeardownScenarios
{
    [Fact]
    public async Task Teardown_removes_containers_and_networks_and_keeps_data_and_secrets()
    {
        await using var platform = await WithDataAsync();

        (await platform.RunAsync("teardown --yes")).Exits(0).Says("removed");

        Assert.Empty(await platform.Engine.ContainersAsync());
        Assert.Empty(await platform.Engine.NetworksAsync());
        Assert.Single(await platform.Engine.VolumesAsync());
        Assert.True(platform.Has(".env"));
        (await platform.RunAsync("start")).Exits(0);
        Assert.Equal("kept", await platform.Engine.ExecAsync("store", "cat", "/data/note"));
    }

    [Fact]
    public async Task Each_flag_destroys_what_it_names_and_no_more()
    {
        await using var platform = await WithDataAsync();
        var secrets = platform.Read(".env");

        (await platform.RunAsync("teardown --yes --volumes")).Exits(0);
        Assert.Empty(await platform.Engine.VolumesAsync());
        Assert.Equal(secrets, platform.Read(".env"));
        Assert.NotEmpty(await platform.Engine.TagsAsync());

        (await platform.RunAsync("teardown --yes --env")).Exits(0);
        Assert.False(platform.Has(".env"));
        Assert.NotEmpty(await platform.Engine.TagsAsync());

        (await platform.RunAsync("teardown --yes --images")).Exits(0);
        Assert.Empty(await platform.Engine.TagsAsync());
        Assert.False(platform.Has(".shipkeeper/current"));
        (await platform.RunAsync("teardown --yes --images --volumes --env")).Exits(0).Says("nothing to remove");
    }

    /// <summary>Compose hands it on to the container that takes the place of its first one.</summary>
    [Fact]
    public async Task A_volume_without_a_name_stays_and_is_named_until_it_is_asked_for()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", "services: {web: {<<: *service, volumes: [/notes]}}");
        (await platform.RunAsync("start")).Exits(0);
        platform.WriteCompose("services: {web: {<<: *service, volumes: [/notes], environment: {A: b}}}");
        (await platform.RunAsync("upgrade --yes")).Exits(0);
        var volume = await platform.Engine.InspectAsync("web", "{{(index .Mounts 0).Name}}");

        (await platform.RunAsync("teardown", input: "")).Fails(2, "usage.no-terminal").Says($"does not find: {volume}");
        (await platform.RunAsync("teardown --yes --volumes")).Exits(0).Says($"volumes, with all data in them: {volume}");

        Assert.Empty(await Program.LinesAsync("docker", "volume", "ls", "--quiet", "--filter", $"name={volume}"));
    }

    /// <summary>Somebody has saved what was in it by naming it.</summary>
    [Fact]
    public async Task An_external_volume_stays_also_one_whose_name_the_engine_made_up()
    {
        var volume = await Program.OutputAsync("docker", "volume", "create");
        try
        {
            await using var platform = ScenarioPlatform.With(
                "platform: $PROJECT", $"services: {{web: {{<<: *service, volumes: [notes:/notes]}}}}\nvolumes: {{notes: {{external: true, name: {volume}}}}}");
            (await platform.RunAsync("start")).Exits(0);

            (await platform.RunAsync("teardown --yes --volumes")).Exits(0);

            Assert.Equal([volume], await Program.LinesAsync("docker", "volume", "ls", "--quiet", "--filter", $"name={volume}"));
        }
        finally
        {
            await Program.OutputAsync("docker", "volume", "rm", volume);
        }
    }

    [Fact]
    public async Task Without_a_terminal_teardown_needs_yes()
    {
        await using var platform = await WithDataAsync();
        var before = await platform.Engine.ContainersAsync();

        (await platform.RunAsync("teardown --volumes", input: "yes\n")).Fails(2, "usage.no-terminal").Says("teardown", "--yes");

        Assert.Equal(before, await platform.Engine.ContainersAsync());
        Assert.Single(await platform.Engine.VolumesAsync());
    }

    [Theory]
    [InlineData("no", 3, 2)]
    [InlineData("", 3, 2)]
    [InlineData("yes", 0, 0)]
    public async Task On_a_terminal_only_a_spelled_out_yes_counts(string answer, int exitCode, int containersLeft)
    {
        await using var platform = await WithDataAsync();

        (await platform.ShellAsync("script -qec \"$SHIPKEEPER teardown\" /dev/null", input: answer + "\n")).Exits(exitCode).Says("Remove all this?");

        Assert.Equal(containersLeft, (await platform.Engine.ContainersAsync()).Count);
        Assert.Single(await platform.Engine.VolumesAsync());
    }

    [Fact]
    public async Task Another_project_with_a_similar_name_is_not_touched()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        await using var neighbour = ScenarioPlatform.With($"platform: {platform.Name}-web", "services: {web: {<<: *service}}");
        (await platform.RunAsync("start")).Exits(0);
        (await neighbour.RunAsync("start")).Exits(0);
        var engine = new Engine($"{platform.Name}-web");
        try
        {
            var before = await engine.ContainersAsync();
            (await platform.RunAsync("teardown --yes --volumes")).Exits(0);
            Assert.Equal(before, await engine.ContainersAsync());
        }
        finally
        {
            await engine.RemoveEverythingAsync();
        }
    }

    private static async Task<ScenarioPlatform> WithDataAsync()
    {
        var platform = ScenarioPlatform.WithTwoLayers("secrets: {TOKEN: {generate: token}}");
        platform.WriteCompose(
            """
            services:
              store: {<<: *service, image: $PROJECT:1, volumes: [data:/data]}
              web: {<<: *service, image: $PROJECT:1}
            volumes: {data: {}}
            """);
        await platform.Engine.TagAsync(Settings.Image, $"{platform.Name}:1");
        (await platform.RunAsync("init")).Exits(0);
        (await platform.RunAsync("start")).Exits(0);
        await platform.Engine.ExecAsync("store", "sh", "-c", "echo kept > /data/note");
        return platform;
    }
}
