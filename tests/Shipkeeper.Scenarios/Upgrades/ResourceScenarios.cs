using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>Networks and volumes that are there stay as they were made.</summary>
public sealed class ResourceScenarios
{
    private const string Services = """
        services:
          store: {<<: *service, networks: [back]}
          web: {<<: *service, networks: [back], volumes: [data:/data]}
        networks: {back: {labels: {a: one}}}
        volumes: {data: {labels: {a: one}}}
        """;

    [Fact]
    public async Task A_network_that_would_have_to_be_another_one_is_refused_before_anything_changes()
    {
        await using var platform = await StartedAsync();
        var before = await platform.Engine.ContainersAsync();
        platform.WriteCompose(Services.Replace("back: {labels: {a: one}}", "back: {internal: true}", StringComparison.Ordinal));

        (await platform.RunAsync("plan")).Fails(3, "upgrade.network-changed").Says("network 'back' is defined otherwise than in release 1", "'back2'");
        (await platform.RunAsync("upgrade")).Fails(3, "upgrade.network-changed");

        Assert.Equal(before, await platform.Engine.ContainersAsync());
    }

    [Fact]
    public async Task A_network_under_another_key_is_made_beside_the_old_one_and_the_way_back_stays()
    {
        await using var platform = await StartedAsync();
        platform.WriteCompose(Services.Replace("back: {labels: {a: one}}", "back2: {labels: {a: two}}", StringComparison.Ordinal).Replace("[back]", "[back2]", StringComparison.Ordinal));

        (await platform.RunAsync("upgrade")).Exits(0);
        Assert.Equal($"{platform.Name}_back2", await NetworkOfAsync(platform));

        (await platform.RunAsync("rollback")).Exits(0);
        Assert.Equal($"{platform.Name}_back", await NetworkOfAsync(platform));
        (await platform.RunAsync("status")).Exits(0).NeverSays("drift");
    }

    [Fact]
    public async Task A_volume_keeps_its_data_whatever_the_files_say_of_it_now_and_the_plan_tells()
    {
        await using var platform = await StartedAsync();
        await platform.Engine.ExecAsync("web", "sh", "-c", "echo kept > /data/note");
        platform.WriteCompose(Services.Replace("data: {labels: {a: one}}", "data: {labels: {a: two}}", StringComparison.Ordinal).Replace("data:/data]", "data:/data], environment: {A: b}", StringComparison.Ordinal));

        (await platform.RunAsync("upgrade")).Exits(0).Says("volumes.data: stays as it was made");

        Assert.Equal("kept", await platform.Engine.ExecAsync("web", "cat", "/data/note"));
    }

    private static Task<string> NetworkOfAsync(ScenarioPlatform platform) => platform.Engine.InspectAsync("web", "{{range $name, $one := .NetworkSettings.Networks}}{{$name}}{{end}}");

    private static Task<ScenarioPlatform> StartedAsync() =>
        ScenarioPlatform.With("platform: $PROJECT\nlayers: {infrastructure: [store]}\nupgrade: {bake: 0s}", Services).StartedAsync();
}
