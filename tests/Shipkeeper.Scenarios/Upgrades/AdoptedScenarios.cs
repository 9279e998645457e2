using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>Containers that Compose had made before Shipkeeper came: what a move does not change stays as it is.</summary>
public sealed class AdoptedScenarios
{
    /// <param name="isMounted">Whether another file is what changes, and web is stopped for it; else Compose replaces web while it runs.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_does_not_change_keeps_its_container_through_upgrades_and_back(bool isMounted)
    {
        var extra = isMounted ? "volumes: [\"./pages:/pages:ro\"]" : "";
        await using var platform = ScenarioPlatform.With("platform: $PROJECT\nlayers: {infrastructure: [store]}\nupgrade: {bake: 0s}", Compose("one", extra));
        platform.Write("pages/index.html", "first");
        (await platform.ShellAsync($"docker compose -p {platform.Name} up -d")).Exits(0);
        var (store, front) = (await platform.Engine.IdOfAsync("store"), await platform.Engine.IdOfAsync("front"));
        (await platform.RunAsync("start")).Exits(0).Says("nothing of it was changed");

        platform.Write("pages/index.html", "second");
        platform.WriteCompose(Compose(isMounted ? "one" : "two", extra));
        (await platform.RunAsync("upgrade")).Exits(0).Says(isMounted ? "pages/index.html changed" : "environment: VERSION").NeverSays("warning", "another image");
        Assert.Equal((store, front), (await platform.Engine.IdOfAsync("store"), await platform.Engine.IdOfAsync("front")));

        platform.WriteCompose(Compose("three", extra).Replace("httpd", "no-such-program", StringComparison.Ordinal));
        (await platform.RunAsync("upgrade")).Exits(4);
        Assert.Equal((store, front), (await platform.Engine.IdOfAsync("store"), await platform.Engine.IdOfAsync("front")));
        (await platform.RunAsync("rollback")).Exits(0).NeverSays("warning");
        Assert.Equal((store, front), (await platform.Engine.IdOfAsync("store"), await platform.Engine.IdOfAsync("front")));
        (await platform.RunAsync("status")).Exits(0).NeverSays("drift");
        await platform.IsWholeAsync("store", "front", "web");
    }

    [Fact]
    public async Task A_plan_tells_whose_tag_leads_to_another_image_by_now()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT\nlayers: {infrastructure: [store]}\nupgrade: {bake: 0s}", "");
        await platform.Engine.BuildVariantAsync(Settings.Image, $"{platform.Name}:store", "one");
        platform.WriteCompose(Compose("one").Replace("store: {<<: *service", "store: {<<: *service, image: \"$PROJECT:store\"", StringComparison.Ordinal));
        (await platform.ShellAsync($"docker compose -p {platform.Name} up -d")).Exits(0);
        (await platform.RunAsync("start")).Exits(0);
        await platform.Engine.BuildVariantAsync(Settings.Image, $"{platform.Name}:store", "two");

        platform.Write("compose.yaml", platform.Read("compose.yaml").Replace("VERSION: \"one\"", "VERSION: \"two\"", StringComparison.Ordinal));
        (await platform.RunAsync("plan")).Exits(0).Says("'store' was taken over", "is another image on this host by now");
        (await platform.RunAsync("upgrade")).Exits(0).Says("release 2 is up");
        Assert.Equal("one", await platform.Engine.InspectAsync("store", "{{index .Config.Labels \"version\"}}"));
    }

    private static string Compose(string version, string extra = "") =>
        $$"""
        services:
          store: {<<: *service, configs: [greeting]}
          web:
            <<: *service
            command: [httpd, -f, -p, "8000"]
            environment: {VERSION: "{{version}}" }
            depends_on: [store]
            {{extra}}
          front: {<<: *service, depends_on: [web]}
        configs: {greeting: {content: hello} }
        """;
}
