using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Gates;

public sealed class GateScenarios
{
    [Fact]
    public async Task A_service_that_never_becomes_healthy_closes_its_gate_and_the_infrastructure_stays_up()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("health: {web: {exec: [cat, /no/such/file], patience: 2s}}");
        platform.WriteCompose(
            """
            services:
              store: {<<: *service}
              web: {<<: *service, command: [sh, -c, "echo the cause of it all; exec httpd -f -p 8000"]}
            """);

        var ran = (await platform.RunAsync("start")).Fails(1, "gate.closed");

        ran.Says("'web' did not become good", "given up after 2 s", "the cause of it all");
        Assert.Equal(["store", "web"], await platform.Engine.RunningAsync());
        Assert.Equal("interrupted", platform.Journals.Newest.End);
        Assert.False(platform.Has(".shipkeeper/current"));
        (await platform.RunAsync($"operations {platform.Journals.Newest.Id} --logs web")).Exits(0).Says("the cause of it all");
    }

    [Fact]
    public async Task An_unhealthy_infrastructure_keeps_the_application_from_being_started()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("health: {store: {tcp: 9, patience: 1s}}");

        (await platform.RunAsync("start")).Fails(1, "gate.closed").Says("'store' did not become good");

        Assert.Equal("absent", await platform.Engine.StateOfAsync("web"));
    }

    [Fact]
    public async Task A_service_that_exits_at_once_closes_the_gate_at_once()
    {
        await using var platform = ScenarioPlatform.With(
            "platform: $PROJECT", "services: {web: {<<: *service, command: [sh, -c, 'echo bad configuration >&2; exit 3']}}");

        var ran = (await platform.RunAsync("start")).Fails(1, "gate.closed").Says("exit code 3", "bad configuration");

        Assert.True(ran.Took < TimeSpan.FromSeconds(30), ran.ToString());
    }

    [Fact]
    public async Task A_command_that_is_not_in_the_image_is_said_to_be_missing()
    {
        await using var platform = ScenarioPlatform.With("platform: $PROJECT", "services: {web: {<<: *service, command: [/no/such/program]}}");

        var ran = await platform.RunAsync("start");

        ran.Exits(1).Says("/no/such/program");
        Assert.DoesNotContain("running", await platform.Engine.StateOfAsync("web"), StringComparison.Ordinal);
        platform.WriteCompose("services: {web: {<<: *service}}");
        (await platform.RunAsync("start")).Exits(0);
        await platform.IsWholeAsync("web");
    }

    [Fact]
    public async Task A_service_that_ends_again_and_again_closes_the_gate()
    {
        await using var platform = ScenarioPlatform.With(
            "platform: $PROJECT", "services: {web: {<<: *service, restart: always, command: [sh, -c, 'echo no luck; exit 4']}}");

        (await platform.RunAsync("start")).Fails(1, "gate.closed").Says("ended each time", "exit code 4", "no luck");
    }

    [Fact]
    public async Task A_slow_service_within_its_patience_opens_the_gate()
    {
        await using var platform = ScenarioPlatform.With(
            "platform: $PROJECT\nhealth: {web: {exec: [test, -e, /tmp/ready], patience: 30s}}",
            "services: {web: {<<: *service, command: [sh, -c, 'sleep 2; touch /tmp/ready; exec httpd -f -p 8000']}}");

        (await platform.RunAsync("start")).Exits(0);

        await platform.IsWholeAsync("web");
    }

    [Theory]
    [InlineData("always", "exit 1")]
    [InlineData("unless-stopped", "sleep 0.3; exit 1")]
    [InlineData("on-failure", "exit 1")]
    [InlineData("'no'", "sleep 0.3; exit 1")]
    public async Task What_ends_at_once_never_passes_for_good(string restart, string command)
    {
        await using var platform = ScenarioPlatform.With(
            "platform: $PROJECT", $"services: {{web: {{image: $IMAGE, init: true, restart: {restart}, command: [sh, -c, '{command}']}}}}");

        (await platform.RunAsync("start")).Fails(1, "gate.closed").Says("'web'");

        Assert.False(platform.Has(".shipkeeper/current"));
    }

    [Theory]
    [InlineData("{http: 'http://web:8000/ok.json', json: {status: healthy}, patience: 20s}", 0)]
    [InlineData("{http: 'http://web:8000/missing', status: 404, patience: 20s}", 0)]
    [InlineData("{http: 'http://web:8000/missing', patience: 1s}", 1)]
    [InlineData("{http: 'http://web:8000/ok.json', json: {status: degraded}, patience: 1s}", 1)]
    [InlineData("{http: 'http://web:9/', patience: 1s}", 1)]
    [InlineData("{tcp: 8000, patience: 20s}", 0)]
    [InlineData("{tcp: 9, patience: 1s}", 1)]
    [InlineData("{exec: [test, -e, /srv/ok.json], patience: 20s}", 0)]
    [InlineData("{exec: [no-such-program], patience: 1s}", 1)]
    [InlineData("{tcp: 9, patience: 10m, required: false}", 0)]
    public async Task A_probe_decides(string probe, int exitCode)
    {
        await using var platform = ScenarioPlatform.With(
            $"platform: $PROJECT\nhealth: {{web: {probe}}}",
            "services: {web: {<<: *service, command: [httpd, -f, -p, '8000', -h, /srv], volumes: ['./page:/srv:ro']}}");
        platform.Write("page/ok.json", """{"status": "healthy"}""");

        var ran = await platform.RunAsync("start");

        ran.Exits(exitCode);
        Assert.Equal(exitCode == 0, platform.Has(".shipkeeper/current"));
        Assert.Equal("running", await platform.Engine.StateOfAsync("web"));
    }

    [Fact]
    public async Task A_service_whose_task_is_to_end_is_good_when_it_has_ended_well()
    {
        await using var platform = ScenarioPlatform.With(
            "platform: $PROJECT",
            """
            services:
              prepare: {image: $IMAGE, command: [sh, -c, "sleep 1; echo prepared"]}
              web: {<<: *service, depends_on: {prepare: {condition: service_completed_successfully}}}
            """);

        (await platform.RunAsync("start")).Exits(0);
        Assert.Equal("exited", await platform.Engine.StateOfAsync("prepare"));
        Assert.Equal("running", await platform.Engine.StateOfAsync("web"));
        var before = await platform.Engine.ContainersAsync();

        (await platform.RunAsync("start")).Exits(0);
        Assert.Equal(before, await platform.Engine.ContainersAsync());
        (await platform.RunAsync("status")).Exits(0);
    }

    [Fact]
    public async Task A_task_that_ends_badly_keeps_what_waits_for_it_from_being_started()
    {
        await using var platform = ScenarioPlatform.With(
            "platform: $PROJECT",
            """
            services:
              prepare: {image: $IMAGE, command: [sh, -c, "echo cannot prepare; exit 5"]}
              web: {<<: *service, depends_on: {prepare: {condition: service_completed_successfully}}}
            """);

        (await platform.RunAsync("start")).Exits(1).Says("prepare");

        Assert.NotEqual("running", await platform.Engine.StateOfAsync("web"));
    }

    /// <summary>The time is told, not judged: it depends on the machine.</summary>
    [Fact]
    public async Task The_gate_opens_when_the_engine_says_healthy_and_not_at_a_next_poll()
    {
        await using var platform = ScenarioPlatform.With(
            "platform: $PROJECT",
            "services: {web: {<<: *service, healthcheck: {test: [CMD, test, -e, /tmp/ready], interval: 200ms, retries: 1000}}}");
        var start = platform.Start("start");
        await Until.TrueAsync(() => platform.Journals.All is [{ Events: [.., "step-begun"] } operation] && operation.Lines[^1].GetProperty("step").GetString() == "3.1", "no gate");
        // The engine keeps few events, and every health check of every platform makes three.
        var events = platform.Engine.FollowHealth();

        await platform.Engine.ExecAsync("web", "touch", "/tmp/ready");
        (await start.EndAsync()).Exits(0);

        await Until.TrueAsync(() => events.Output.Contains("health_status: healthy", StringComparison.Ordinal), "the engine did not say healthy");
        await events.KillAndAwaitAsync();
        var healthy = events.Output.Split('\n').First(line => line.Contains("health_status: healthy", StringComparison.Ordinal));
        var told = System.Text.Json.JsonDocument.Parse(healthy).RootElement.GetProperty("timeNano").GetInt64() / 1_000_000;
        var opened = platform.Journals.Newest.Lines.Last(line => line.GetProperty("event").GetString() == "step-noted").GetProperty("at").GetDateTimeOffset();
        TestContext.Current.TestOutputHelper!.WriteLine($"the gate opened {opened.ToUnixTimeMilliseconds() - told} ms after health_status: healthy");
        Assert.True(opened.ToUnixTimeMilliseconds() - told < 5_000, "the gate must follow the event");
    }
}
