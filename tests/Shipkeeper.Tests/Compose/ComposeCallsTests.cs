using Shipkeeper.Engine;
using Shipkeeper.Tools.Compose;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Compose;

public sealed class ComposeCallsTests
{
    private static readonly ComposeProject Project = new()
    {
        Name = "demo",
        ProjectDirectory = "/srv/my demo",
        Files = ["/srv/my demo/compose.yaml", "/srv/my demo/.shipkeeper/releases/0007/pins.yaml"],
        EnvironmentFiles = ["/srv/my demo/.env"],
        Profiles = ["gpu"],
        PassThrough = new Dictionary<string, string> { ["TZ"] = "UTC" },
    };

    [Fact]
    public void Every_call_names_project_files_variables_and_profiles()
    {
        const string Start = "docker compose --project-name demo --project-directory '/srv/my demo' --file '/srv/my demo/compose.yaml' "
            + "--file '/srv/my demo/.shipkeeper/releases/0007/pins.yaml' --env-file '/srv/my demo/.env' --profile gpu ";

        Assert.Equal(Start + "config --format json", ComposeCalls.Config(Project).ToString());
        Assert.EndsWith("--file - --env-file '/srv/my demo/.env' --profile gpu config --no-consistency --no-normalize --hash '*'", ComposeCalls.ConfigHashes(Project, default).ToString(), StringComparison.Ordinal);
        Assert.Equal(Start + "create --no-build --pull never web", ComposeCalls.Create(Project, ["web"]).ToString());
        Assert.Equal(Start + "create --no-build --pull never --force-recreate web", ComposeCalls.Create(Project, ["web"], recreate: true).ToString());
        Assert.Equal(Start + "pull web", ComposeCalls.Pull(Project, ["web"]).ToString());
        Assert.Equal(Start + "build web", ComposeCalls.Build(Project, ["web"]).ToString());
        Assert.Equal(Start + "exec --no-TTY db psql -c 'select 1'", ComposeCalls.Exec(Project, "db", terminal: false, ["psql", "-c", "select 1"]).ToString());
        Assert.Equal(Start + "up --detach", ComposeCalls.UpCommandLine(Project).ToString());
    }

    [Fact]
    public void No_stray_variable_reaches_compose()
    {
        var names = ComposeCalls.Config(Project).Environment.Keys;

        Assert.Contains("TZ", names);
        Assert.All(names, name => Assert.True(name is "PATH" or "HOME" or "TZ" || name.StartsWith("DOCKER_", StringComparison.Ordinal), name));
    }

    [Theory]
    [InlineData(0, "2.26.1-4", null)]
    [InlineData(0, "v2.20.0", null)]
    [InlineData(0, "5.0.2", null)]
    [InlineData(0, "2.19.1", "compose.too-old")]
    [InlineData(0, "dev", "compose.missing")]
    [InlineData(1, "", "compose.missing")]
    public async Task The_version_is_checked(int exitCode, string output, string? code)
    {
        var compose = new ComposeTool(new Answering(new(exitCode, output + "\n", "", false, TimeSpan.Zero)));

        if (code is null)
        {
            Assert.Equal(output.TrimStart('v'), await compose.VersionAsync(TestContext.Current.CancellationToken));
        }
        else
        {
            var error = await Assert.ThrowsAsync<ShipkeeperException>(() => compose.VersionAsync(TestContext.Current.CancellationToken));
            Assert.Equal(code, error.Code.Name);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"services\": 3}")]
    public void A_model_that_cannot_be_read_is_an_error_that_prints_no_values(string json)
    {
        var error = Assert.Throws<ShipkeeperException>(() => ResolvedModel.Parse(ComposeCalls.Config(Project), json));

        Assert.Equal("compose.unreadable", error.Code.Name);
        Assert.EndsWith("config --quiet", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("post_start", "[{\"command\": [\"chown\", \"app\", \"/data\"]}]", "hook of the platform")]
    [InlineData("pre_stop", "[{\"command\": [\"drain\"]}]", "hook of the platform")]
    [InlineData("provider", "{\"type\": \"cloud\"}", "other means")]
    public void What_only_Compose_itself_would_carry_out_is_refused(string what, string value, string hint)
    {
        var json = $$$"""{"services": {"web": {"image": "web:1", "{{{what}}}": {{{value}}} } } }""";

        var error = Assert.Throws<ShipkeeperException>(() => ResolvedModel.Parse(ComposeCalls.Config(Project), json));

        Assert.Equal("compose.unsupported", error.Code.Name);
        Assert.Contains($"'web' has '{what}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(hint, error.Hint, StringComparison.Ordinal);
    }

    private sealed class Answering(ToolResult answer) : IToolRunner
    {
        public Task<ToolResult> RunAsync(ToolCall call, ToolPipes pipes, CancellationToken ct) => Task.FromResult(answer);

        public Task<int> RunAttachedAsync(ToolCall call, CancellationToken ct) => Task.FromResult(answer.ExitCode);
    }
}
