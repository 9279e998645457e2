using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>Variables of compose files that no setting and no secret declares.</summary>
public sealed class VariableScenarios
{
    private const string Services = "services: {web: {<<: *service, environment: {GREETING: \"${GREETING:-none}\"}}}";

    [Fact]
    public async Task In_the_file_of_settings_they_belong_to_the_release()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT\nupgrade: {bake: 0s}", Services);
        platform.Write("settings.env", "GREETING=one");
        (await platform.RunAsync("start")).Exits(0);

        platform.Write("settings.env", "GREETING=two\nOTHER=more");
        (await platform.RunAsync("status")).Exits(0).Says("settings.env: GREETING has changed", "settings.env: OTHER has changed");
        (await platform.RunAsync("start")).Fails(3, "start.files-differ");
        (await platform.RunAsync("upgrade")).Exits(0).Says("GREETING: one → two", "OTHER: - → more");
        Assert.Equal("two", await GreetingAsync(platform));

        platform.Write("settings.env", "GREETING=three\nADDED=1");
        platform.WriteCompose(Services.Replace("environment", "command: [\"false\"], environment", StringComparison.Ordinal));
        (await platform.RunAsync("upgrade")).Fails(4, "operation.rolled-back").Says("GREETING: two → three", "OTHER: more → -");
        Assert.Equal("GREETING=two\nOTHER=more\n", platform.Read("settings.env"));
        Assert.Equal("two", await GreetingAsync(platform));

        (await platform.RunAsync("rollback")).Exits(0);
        Assert.Equal("GREETING=one\n", platform.Read("settings.env"));
        Assert.Equal("one", await GreetingAsync(platform));
        (await platform.RunAsync("status")).Exits(0).NeverSays("drift");
    }

    [Fact]
    public async Task In_the_file_of_secrets_they_are_kept_nowhere_and_an_upgrade_asks_before_it_gives_them_up()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT\nupgrade: {bake: 0s}", Services);
        platform.WriteSecrets("GREETING=one");
        (await platform.RunAsync("start")).Exits(0);

        platform.WriteSecrets("GREETING=two");
        (await platform.RunAsync("plan")).Exits(0).Says("environment: GREETING changed", "no part of it: .env");
        (await platform.RunAsync("upgrade")).Fails(2, "usage.no-terminal").Says("web runs with values that .env does not have any more", "--yes");
        Assert.Equal("one", await GreetingAsync(platform));
        (await platform.RunAsync("upgrade --yes")).Exits(0);
        Assert.Equal("two", await GreetingAsync(platform));

        platform.WriteSecrets("GREETING=three");
        (await platform.RunAsync("start")).Exits(0);
        Assert.Equal("three", await GreetingAsync(platform));
        platform.WriteCompose(Services.Replace("environment", "labels: {more: \"1\"}, environment", StringComparison.Ordinal));
        (await platform.RunAsync("upgrade")).Exits(0).Says("label");
    }

    private static async Task<string> GreetingAsync(ScenarioPlatform platform) => (await platform.Engine.ExecAsync("web", "sh", "-c", "echo $GREETING")).Trim();
}
