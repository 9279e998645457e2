using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>What Compose alone would not notice, or not do by itself.</summary>
public sealed class ContentScenarios
{
    private const string Services = """
        services:
          web: {<<: *service, configs: [{source: banner, target: /banner}]}
          beside: {<<: *service}
          crew: {<<: *service, scale: 1}
        configs: {banner: {content: "one"}}
        """;

    [Fact]
    public async Task Content_that_the_compose_file_holds_comes_with_its_release_and_goes_with_it()
    {
        await using var platform = await StartedAsync();
        var beside = await platform.Engine.IdOfAsync("beside");
        Assert.Equal("one", await platform.Engine.ExecAsync("web", "cat", "/banner"));

        await UpgradeAsync(platform, Services.Replace("\"one\"", "\"two\"", StringComparison.Ordinal), "configs.banner changed");
        Assert.Equal("two", await platform.Engine.ExecAsync("web", "cat", "/banner"));
        Assert.Equal(beside, await platform.Engine.IdOfAsync("beside"));

        (await platform.RunAsync("rollback")).Exits(0);
        Assert.Equal("one", await platform.Engine.ExecAsync("web", "cat", "/banner"));
        (await platform.RunAsync("status")).Exits(0).NeverSays("drift");
    }

    [Fact]
    public async Task A_secret_that_comes_from_a_variable_is_the_one_of_its_release()
    {
        const string WithSecret = "services: {web: {<<: *service, secrets: [token]}}\nsecrets: {token: {environment: TOKEN}}";
        await using var platform = ScenarioPlatform.With("platform: $PROJECT\nupgrade: {bake: 0s}\nsettings: {token: {default: one}}", WithSecret);
        platform.Write("settings.env", "TOKEN=one\n");
        (await platform.RunAsync("start")).Exits(0);
        Assert.Equal("one", await platform.Engine.ExecAsync("web", "cat", "/run/secrets/token"));

        platform.WriteCompose(WithSecret.Replace("TOKEN", "NOWHERE", StringComparison.Ordinal));
        (await platform.RunAsync("plan")).Fails(3, "compose.invalid").Says("NOWHERE", "it is the content of secrets.token");
        platform.WriteCompose(WithSecret);
        platform.Write("settings.env", "TOKEN=two\n");
        (await platform.RunAsync("upgrade")).Exits(0).Says("secrets.token changed");

        Assert.Equal("two", await platform.Engine.ExecAsync("web", "cat", "/run/secrets/token"));
        (await platform.RunAsync("status")).Exits(0).NeverSays("drift");
    }

    [Fact]
    public async Task A_service_has_as_many_containers_as_its_release_says()
    {
        await using var platform = await StartedAsync();

        foreach (var (scale, before) in new[] { (3, 1), (0, 3), (1, 0) })
        {
            await UpgradeAsync(platform, Services.Replace("scale: 1", $"scale: {scale}", StringComparison.Ordinal), $"scale {before} → {scale}");

            Assert.Equal(scale, (await platform.Engine.RunningAsync()).Count(service => service == "crew"));
            (await platform.RunAsync("status")).Exits(0).NeverSays("drift");
        }
    }

    private static async Task UpgradeAsync(ScenarioPlatform platform, string services, string cause)
    {
        platform.WriteCompose(services);
        (await platform.RunAsync("upgrade")).Exits(0).Says(cause);
        (await platform.RunAsync("plan")).Exits(0).Says("nothing to do");
    }

    private static Task<ScenarioPlatform> StartedAsync() => ScenarioPlatform.With("platform: $PROJECT\nupgrade: {bake: 0s}", Services).StartedAsync();
}
