using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.BadInput;

/// <summary>Layer 1 is a gate: while it is closed, nothing is called on the engine.</summary>
public sealed class SecretScenarios
{
    private const string Secrets = "secrets: {TOKEN: {generate: token}, MAIL: {ask: 'Mail password'}}";

    [Theory]
    [InlineData(null, ".env: TOKEN is missing")]
    [InlineData("MAIL=long-enough-for-all", ".env: TOKEN is missing")]
    [InlineData("TOKEN=\nMAIL=long-enough-for-all", ".env:1: TOKEN is empty")]
    [InlineData("TOKEN=change-me-please-now\nMAIL=long-enough-for-all", ".env:1: TOKEN is still a placeholder")]
    [InlineData("TOKEN=short\nMAIL=long-enough-for-all", ".env:1: TOKEN is weak")]
    [InlineData("TOKEN=0123456789abcdef\nMAIL=password", ".env:2: MAIL has a value that everybody tries first")]
    [InlineData("TOKEN=<your token>\nMAIL=TODO", "in 2 places")]
    public async Task A_secret_that_will_not_do(string? secrets, string words)
    {
        using var engine = new CountingSocket();
        await using var platform = ScenarioPlatform.WithTwoLayers(Secrets);
        if (secrets is not null)
        {
            platform.WriteSecrets(secrets);
        }

        (await platform.RunAsync("start", engine.AsDockerHost)).Fails(3, "secrets.incomplete").Says(words, "shipkeeper init");

        Assert.Equal(0, engine.Calls);
        Assert.Empty(platform.Journals.All);
    }

    [Fact]
    public async Task Secrets_that_others_can_read()
    {
        using var engine = new CountingSocket();
        await using var platform = ScenarioPlatform.WithTwoLayers("secrets: {TOKEN: {generate: token}}");
        (await platform.RunAsync("init")).Exits(0);
        File.SetUnixFileMode(platform.PathOf(".env"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        (await platform.RunAsync("start", engine.AsDockerHost)).Fails(3, "secrets.incomplete").Says("chmod 600 .env");

        Assert.Equal(0, engine.Calls);
    }

    [Fact]
    public async Task A_question_without_a_terminal()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers(Secrets + "\nsettings: {hostname: {ask: Public host name}}");

        (await platform.RunAsync("init")).Fails(2, "usage.no-terminal").Says("Public host name", "shipkeeper init --hostname");
        (await platform.RunAsync("init --hostname here")).Fails(2, "usage.no-terminal").Says("Mail password", "shipkeeper init --set-stdin MAIL");
        Assert.False(platform.Has(".env"));
        (await platform.RunAsync("init --hostname here --set-stdin MAIL", input: "a-long-word-for-mail\n")).Exits(0);
        Assert.Contains("HOSTNAME=here", platform.Read("settings.env"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fixed_value_for_development_is_refused_elsewhere()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("settings: {mode: [production, dev]}\nsecrets: {TOKEN: {generate: token, dev: password}}");
        platform.WriteSecrets("TOKEN=password");
        (await platform.RunAsync("init --mode dev")).Exits(0);
        Assert.Equal("TOKEN=password\n", platform.Read(".env"));
        platform.Write("settings.env", "MODE=production");

        (await platform.RunAsync("start")).Fails(3, "secrets.incomplete").Says("fixed value for mode dev");
    }

    [Fact]
    public async Task A_setting_that_is_not_allowed()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("settings: {mode: [production, dev]}");

        (await platform.RunAsync("init --mode fast")).Fails(2, "init.setting-refused").Says("production or dev");
        Assert.False(platform.Has("settings.env"));
        platform.Write("settings.env", "# mine\nMODE=fast");
        (await platform.RunAsync("start")).Fails(2, "settings.refused").Says("settings.env:2");
        (await platform.RunAsync("status")).Exits(0).Says("settings.env:2");
        (await platform.RunAsync("doctor")).Exits(1).Says("settings.env:2", "settings.refused");
        (await platform.RunAsync("init --mode production")).Exits(0);
    }
}
