using System.Runtime.InteropServices;
using System.Text.Json;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Verbs;

public sealed class LookingScenarios
{
    private const string Talking =
        """
        services:
          web: {<<: *service, command: [sh, -c, "for n in 1 2 3 4 5; do echo line $$n; done; exec httpd -f -p 8000"]}
        """;

    [Fact]
    public async Task Status_as_json_is_one_document_that_tells_the_truth()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);
        await platform.Engine.StopAsync("web");

        var status = JsonDocument.Parse((await platform.RunAsync("status --json")).Exits(0).Output).RootElement;

        Assert.Equal(1, status.GetProperty("release").GetProperty("number").GetInt32());
        var services = status.GetProperty("layers").EnumerateArray().SelectMany(layer => layer.GetProperty("services").EnumerateArray()).ToList();
        Assert.Equal(["store running True", "web exited False"], services.Select(
            service => $"{service.GetProperty("service")} {service.GetProperty("state")} {service.GetProperty("good")}"));
    }

    [Fact]
    public async Task Status_before_the_first_start_says_what_is_not_there()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();

        (await platform.RunAsync("status")).Exits(0).Says("no release yet", "nothing runs");

        Assert.False(platform.Has(".shipkeeper"));
    }

    [Fact]
    public async Task Operations_lists_them_and_shows_one()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);
        (await platform.RunAsync("stop")).Exits(0);
        var ids = platform.Journals.All.Select(operation => operation.Id).ToList();

        (await platform.RunAsync("operations")).Exits(0).Says([.. ids, "start", "stop", "succeeded"]);
        (await platform.RunAsync($"operations {ids[0]}")).Exits(0).Says("infrastructure: start store");
        var list = JsonDocument.Parse((await platform.RunAsync("operations --json")).Exits(0).Output).RootElement;
        Assert.Equal(ids, list.EnumerateArray().Select(operation => operation.GetProperty("id").GetString()));
        var one = JsonDocument.Parse((await platform.RunAsync($"operations {ids[1]} --json")).Exits(0).Output).RootElement;
        Assert.Equal("succeeded", one.GetProperty("operation").GetProperty("state").GetString());
        (await platform.RunAsync("operations 01M7YKAC2SFGJA6CV5SJ0B6DAK")).Fails(2, "operations.not-found");
    }

    [Fact]
    public async Task Logs_can_be_cut_by_lines_and_by_time()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", Talking);
        (await platform.RunAsync("start")).Exits(0);

        (await platform.RunAsync("logs")).Exits(0).Says("web-1", "line 1", "line 5");
        (await platform.RunAsync("logs web --tail 2")).Exits(0).Says("line 4", "line 5").NeverSays("line 3");
        (await platform.RunAsync("logs --since 10m")).Exits(0).Says("line 1");
        (await platform.RunAsync("logs --since 2099-01-01T00:00:00Z")).Exits(0).NeverSays("line");
        (await platform.RunAsync("logs --since yesterday")).Fails(2, "logs.bad-time");
        (await platform.RunAsync("logs wbe")).Fails(2, "service.unknown");
    }

    [Fact]
    public async Task Following_logs_sees_a_container_that_starts_later_and_ends_with_ctrl_c()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", Talking);
        (await platform.RunAsync("start")).Exits(0);

        var follower = platform.Start("logs -f --tail 1");
        await Until.TrueAsync(() => follower.Output.Contains("line 5", StringComparison.Ordinal), "the last line was not shown");
        await Program.OutputAsync("docker", "restart", $"{platform.Name}-web-1");
        await Until.TrueAsync(() => follower.Output.Contains("line 1", StringComparison.Ordinal), "lines of the later start were not shown");

        (await follower.SignalAndAwaitAsync(PosixSignal.SIGINT)).Exits(0);
    }

    [Fact]
    public async Task A_shell_takes_its_commands_from_a_pipe_and_gives_its_exit_code()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);

        (await platform.RunAsync("shell web", input: "echo in $(hostname | wc -c)\nexit 7\n")).Exits(7).Says("in 13");
        (await platform.RunAsync("shell store", input: "echo from the store\n")).Exits(0).Says("from the store");
        (await platform.RunAsync("shell nobody", input: "")).Fails(2, "service.unknown");
    }

    [Fact]
    public async Task Doctor_and_explain_answer()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);

        (await platform.RunAsync("doctor")).Exits(0);
        await platform.Engine.StopAsync("web");
        (await platform.RunAsync("doctor")).Exits(1).Says("'web' is exited", "service.not-good");
        (await platform.RunAsync("explain gate.closed")).Exits(0).Says("gate.closed");
        Assert.NotEqual(0, (await platform.RunAsync("explain no.such-code")).ExitCode);
        (await platform.RunAsync("completion bash")).Exits(0).Says("shipkeeper");
    }
}
