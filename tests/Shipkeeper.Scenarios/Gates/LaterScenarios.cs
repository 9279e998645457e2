using System.Text.Json;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Gates;

/// <summary>What becomes of services before their gate opens, and after it.</summary>
public sealed class LaterScenarios
{
    [Fact]
    public async Task A_service_that_dies_after_its_gate_has_opened_is_seen_by_status_and_brought_back_by_start()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();
        (await platform.RunAsync("start")).Exits(0);

        await platform.Engine.KillAsync("web");

        var status = JsonDocument.Parse((await platform.RunAsync("status --json")).Exits(0).Output).RootElement.ToString();
        Assert.Contains("exited", status, StringComparison.Ordinal);
        (await platform.RunAsync("start")).Exits(0);
        await platform.IsWholeAsync("store", "web");
    }

    [Fact]
    public async Task An_unhealthy_service_is_told_with_what_its_health_check_said()
    {
        await using var platform = ScenarioPlatform.With(
            "platform: $PROJECT\nhealth: {web: {exec: ['true'], patience: 5s}}",
            """services: {web: {<<: *service, healthcheck: {test: [CMD-SHELL, "echo the disk is gone; exit 1"], interval: 100ms, retries: 1}}, front: {<<: *service, depends_on: {web: {condition: service_healthy}}}}""");

        (await platform.RunAsync("start")).Fails(1, "gate.closed").Says("'web' did not become good", "unhealthy", "the disk is gone");

        Assert.NotEqual("running", await platform.Engine.StateOfAsync("front"));
    }

    [Fact]
    public async Task A_port_that_is_taken_after_the_preflight_ends_the_start_and_the_infrastructure_stays_up()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("health: {store: {exec: [test, -e, /tmp/ready], patience: 60s}}");
        platform.WriteCompose("services: {store: {<<: *service}, web: {<<: *service, ports: ['127.0.0.1:$PORT:8000']}}");
        var start = platform.Start("start");
        await Until.TrueAsync(async () => await platform.Engine.StateOfAsync("store") == "running", "the store did not start");
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, platform.Port);
        other.Start();
        await platform.Engine.ExecAsync("store", "touch", "/tmp/ready");

        (await start.EndAsync()).Exits(1).Says(platform.Port.ToString());

        Assert.Equal(["store"], await platform.Engine.RunningAsync());
        other.Stop();
        (await platform.RunAsync("start")).Exits(0);
        await platform.IsWholeAsync("store", "web");
    }

    [Fact]
    public async Task The_application_alone_is_not_started_on_an_infrastructure_that_is_not_there()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("health: {store: {patience: 1s, tcp: 8000}}");

        (await platform.RunAsync("start --app-only")).Fails(3, "start.infrastructure-down").Says("store");

        Assert.Empty(platform.Journals.All);
        Assert.Equal("absent", await platform.Engine.StateOfAsync("web"));
    }
}
