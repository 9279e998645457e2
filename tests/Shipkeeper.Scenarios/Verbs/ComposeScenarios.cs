using System.Text.Json;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Verbs;

public sealed class ComposeScenarios
{
    [Fact]
    public async Task Compose_runs_with_exactly_the_files_of_the_platform_and_gives_its_exit_code()
    {
        await using var platform = ScenarioPlatform.With(
            "platform: $PROJECT\nsettings: {mode: [production, dev]}\ncompose: {files: [compose.yaml, {file: compose.dev.yaml, when: {mode: dev}}]}", "services: {web: {<<: *service}}");
        platform.Write("compose.dev.yaml", "services: {debug: {image: $IMAGE, command: [sleep, '600'], stop_grace_period: 0s}}");
        (await platform.RunAsync("init --mode dev")).Exits(0);

        (await platform.RunAsync("compose files")).Exits(0).Says("compose.yaml", "compose.dev.yaml");
        (await platform.RunAsync("compose -- config --services")).Exits(0).Says("web", "debug");
        Assert.NotEqual(0, (await platform.RunAsync("compose -- no-such-command")).ExitCode);
        (await platform.RunAsync("init --mode production")).Exits(0);
        (await platform.RunAsync("compose -- config --services")).Exits(0).Says("web").NeverSays("debug");
        (await platform.RunAsync("compose files")).Exits(0).NeverSays("compose.dev.yaml");
    }

    /// <summary>The images that a release is pinned to have no name that one could build.</summary>
    [Fact]
    public async Task What_is_built_here_is_built_anew_by_the_names_of_the_files_and_comes_with_the_next_upgrade()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT\nupgrade: {bake: 0s}", "services: {web: {<<: *service, image: \"$PROJECT:built\", build: .}}");
        platform.Write("Dockerfile", "FROM $IMAGE\nCOPY note /note\n");
        platform.Write("note", "one");
        (await platform.RunAsync("start")).Exits(0);
        platform.Write("note", "two");

        (await platform.RunAsync("compose -- build web")).Exits(0);
        (await platform.RunAsync("upgrade")).Exits(0).Says("is another one now");

        Assert.Equal("two", await platform.Engine.ExecAsync("web", "cat", "/note"));
    }

    [Fact]
    public async Task Doctor_finds_what_is_wrong_and_says_it_as_data_too()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("secrets: {TOKEN: {generate: token}}");
        platform.WriteSecrets("TOKEN=change-me-please-now");

        (await platform.RunAsync("doctor")).Exits(1).Says("TOKEN");
        using var findings = JsonDocument.Parse((await platform.RunAsync("doctor --json")).Exits(1).Output);

        Assert.Contains("TOKEN", findings.RootElement.ToString(), StringComparison.Ordinal);
        Assert.Empty(await platform.Engine.ContainersAsync());
    }

    [Theory]
    [InlineData("bash", "complete")]
    [InlineData("zsh", "compdef")]
    [InlineData("fish", "complete")]
    public async Task A_shell_can_take_the_completion(string shell, string word)
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();

        (await platform.RunAsync($"completion {shell}")).Exits(0).Says(word, "shipkeeper");
    }

    [Fact]
    public async Task Every_verb_has_help_with_examples_and_needs_no_platform_for_it()
    {
        await using var nowhere = new ScenarioPlatform();

        foreach (var verb in new[] { "init", "start", "stop", "restart", "teardown", "status", "logs", "shell", "operations", "compose", "doctor", "explain", "completion" })
        {
            (await nowhere.RunAsync($"{verb} --help")).Exits(0).Says("Examples:", $"shipkeeper {verb}");
        }

        (await nowhere.RunAsync("")).Exits(0).Says("Usage:");
        (await nowhere.RunAsync("--version")).Exits(0);
    }
}
