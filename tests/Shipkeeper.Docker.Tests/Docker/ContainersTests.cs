using Shipkeeper.Engine;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Docker.Tests.Docker;

public sealed class ContainersTests : EngineTest
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(0);

    [Fact]
    public async Task The_engine_tells_its_version_and_facts()
    {
        await Engine.PingAsync(Ct);
        var version = await Engine.VersionAsync(Ct);
        var info = await Engine.InfoAsync(Ct);

        Assert.Equal(await DockerCommand.MustAsync("version", "--format", "{{.Server.Version}}"), version.Version);
        Assert.Equal(await DockerCommand.MustAsync("info", "--format", "{{.DockerRootDir}}"), info.DataRoot);
        Assert.Equal(Environment.ProcessorCount, info.Processors);
        Assert.Contains(version.Architecture, (string[])["amd64", "arm64"]);
    }

    [Fact]
    public async Task A_list_holds_what_carries_all_the_labels()
    {
        var running = await Test.RunAsync(["--label", "role=web", "--publish", "127.0.0.1::80"], "sleep", "600");
        var ended = await Test.RunAsync(["--label", "role=web"], "true");
        await Test.RunAsync([], "sleep", "600");
        await DockerCommand.MustAsync("wait", ended);

        var all = await Engine.Containers.ListAsync([Test.LabelFilter, "role=web"], all: true, Ct);
        var only = Assert.Single(await Engine.Containers.ListAsync([Test.LabelFilter, "role=web"], all: false, Ct));

        Assert.Equal(new[] { running, ended }.Order(), all.Select(container => container.Id).Order());
        Assert.Equal((running, "running", await BusyboxImage.TagAsync()), (only.Id, only.State, only.Image));
        Assert.StartsWith("Up ", only.Status, StringComparison.Ordinal);
        Assert.Equal("web", only.Labels["role"]);
        Assert.NotNull(only.Networks["bridge"].IpAddress);
        Assert.Equal((80, "tcp", "127.0.0.1"), (only.Ports[0].Port, only.Ports[0].Protocol, only.Ports[0].HostAddress));
        Assert.Equal("exited", all.Single(container => container.Id == ended).State);
        Assert.Null(all.Single(container => container.Id == ended).Networks["bridge"].IpAddress);
    }

    [Fact]
    public async Task An_inspected_container_tells_everything_a_gate_needs()
    {
        var volume = await Test.VolumeAsync();
        var id = await Test.RunAsync(
            [
                "--name", Test.Name, "--restart", "on-failure:3", "--publish", "127.0.0.1:0:8080", "--volume", $"{volume}:/data:ro",
                "--health-cmd", "echo fine", "--health-interval", "1s", "--health-start-period", "90s", "--stop-timeout", "7",
            ],
            "sleep", "600");
        await UntilHealthyAsync(id);

        var details = await Engine.Containers.InspectAsync(Test.Name, Ct);

        Assert.Equal((id, Test.Name, 0, false), (details.Id, details.Name, details.RestartCount, details.Tty));
        Assert.Equal(("running", true, false, 0, false, ""), (details.State.Status, details.State.Running, details.State.Restarting, details.State.ExitCode, details.State.OomKilled, details.State.Error));
        Assert.Equal(("healthy", 0, "fine\n"), (details.State.Health!.Status, details.State.Health.FailingStreak, details.State.Health.Last!.Output));
        Assert.Equal(new RestartPolicy("on-failure", 3), details.RestartPolicy);
        Assert.Equal((90, 1, 7), (details.Healthcheck!.StartPeriod.TotalSeconds, details.Healthcheck.Interval.TotalSeconds, details.StopTimeout!.Value.TotalSeconds));
        Assert.Equal(new ContainerPort(8080, "tcp", "127.0.0.1", 0), details.ConfiguredPorts[0] with { HostPort = 0 });
        Assert.InRange(Assert.Single(details.Ports).HostPort!.Value, 1, 65535);
        Assert.Equal(("volume", volume, "/data", true), (details.Mounts[0].Type, details.Mounts[0].Name, details.Mounts[0].Destination, details.Mounts[0].ReadOnly));
        Assert.Equal(details.ImageId, (await Engine.Images.InspectAsync(await BusyboxImage.TagAsync(), Ct)).Id);
        Assert.Null(details.State.FinishedAt);
        Assert.InRange(details.State.StartedAt!.Value, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(1));
    }

    [Fact]
    public async Task A_life_from_start_to_removal()
    {
        var id = await Test.RunAsync(["--name", Test.Name, "--restart", "always"], "sleep", "600");

        await Engine.Containers.StopAsync(id, AtOnce);
        await Engine.Containers.StopAsync(id, AtOnce);
        var stopped = await Engine.Containers.InspectAsync(id, Ct);
        Assert.Equal(("exited", 137, "always"), (stopped.State.Status, stopped.State.ExitCode, stopped.RestartPolicy.Name));

        await Engine.Containers.StartAsync(id, Ct);
        await Engine.Containers.StartAsync(id, Ct);
        await Engine.Containers.RestartAsync(id, AtOnce);
        await Engine.Containers.RenameAsync(id, Test.Name + "-new", Ct);
        Assert.Equal((Test.Name + "-new", true), await NameAndRunning(id));

        await DockerCommand.MustAsync("pause", id);
        Assert.Equal("docker.conflict", (await Assert.ThrowsAsync<ShipkeeperException>(() => Engine.Containers.StartAsync(id, Ct))).Code.Name);
        await Engine.Containers.UnpauseAsync(id, Ct);
        Assert.Equal("running", (await Engine.Containers.InspectAsync(id, Ct)).State.Status);
        await Engine.Containers.RemoveAsync(id, force: true, anonymousVolumes: true, Ct);
        var gone = await Assert.ThrowsAsync<ShipkeeperException>(() => Engine.Containers.InspectAsync(id, Ct));
        Assert.Equal("docker.not-found", gone.Code.Name);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_a_conflict_in_the_engines_words()
    {
        await Test.RunAsync(["--name", Test.Name], "sleep", "600");
        var second = await Test.RunAsync([], "sleep", "600");

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => Engine.Containers.RenameAsync(second, Test.Name, Ct));

        Assert.Equal("docker.conflict", error.Code.Name);
        Assert.Contains("already in use", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_in_a_container_gives_exit_code_and_both_outputs()
    {
        var id = await Test.RunAsync([], "sleep", "600");

        var result = await Exec(id, "sh", "-c", "echo out; echo err >&2; exit 7");

        Assert.Equal(new ExecResult(7, "out\n", "err\n", false), result);
    }

    [Fact]
    public async Task A_command_that_closes_its_streams_early_is_awaited()
    {
        var id = await Test.RunAsync([], "sleep", "600");

        var result = await Exec(id, "sh", "-c", "exec >&- 2>&-; sleep 1; exit 5");

        Assert.Equal(5, result.ExitCode);
    }

    [Fact]
    public async Task A_command_that_is_not_in_the_image_fails()
    {
        var id = await Test.RunAsync([], "sleep", "600");

        var result = await Exec(id, "no-such-program");

        Assert.InRange(result.ExitCode, 126, 127);
    }

    [Fact]
    public async Task A_command_has_a_time_limit_and_an_output_limit()
    {
        var id = await Test.RunAsync([], "sleep", "600");

        var error = await Assert.ThrowsAsync<ShipkeeperException>(
            () => Engine.Containers.ExecAsync(id, ["sleep", "30"], TimeSpan.FromSeconds(1), 1000, Ct));
        var bounded = await Engine.Containers.ExecAsync(id, ["sh", "-c", "yes | head -n 1000000"], TimeSpan.FromSeconds(60), 1000, Ct);

        Assert.Equal("docker.timeout", error.Code.Name);
        Assert.Equal((1000, true), (bounded.Output.Length, bounded.Truncated));
    }

    [Fact]
    public async Task A_command_reads_and_writes_more_than_memory_is_asked_for_and_gets_secrets_by_its_environment()
    {
        var id = await Test.RunAsync([], "sleep", "600");
        var (sent, received) = (new byte[3_000_000], new MemoryStream());
        new Random(1).NextBytes(sent);

        var echoed = await Engine.Containers.ExecAsync(
            id,
            new(["sh", "-c", "cat; echo \"$SECRET\" >&2; exit 3"], TimeSpan.FromSeconds(60)) { Input = new MemoryStream(sent), Environment = new Dictionary<string, string> { ["SECRET"] = "of the container" } },
            bytes => received.Write(bytes.Span),
            Ct);
        var early = await Engine.Containers.ExecAsync(
            id, new(["sh", "-c", "exit 4"], TimeSpan.FromSeconds(60)) { Input = new MemoryStream(new byte[50_000_000]) }, _ => { }, Ct);

        Assert.Equal((3, "of the container\n"), (echoed.ExitCode, echoed.ErrorOutput));
        Assert.Equal(sent, received.ToArray());
        Assert.Equal(4, early.ExitCode);
    }

    private Task<ExecResult> Exec(string id, params string[] arguments) =>
        Engine.Containers.ExecAsync(id, arguments, TimeSpan.FromSeconds(30), 64 * 1024, Ct);

    private async Task<(string Name, bool Running)> NameAndRunning(string id)
    {
        var details = await Engine.Containers.InspectAsync(id, Ct);
        return (details.Name, details.State.Running);
    }

    private async Task UntilHealthyAsync(string id)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var events = await Engine.Events.OpenAsync([("container", [id]), ("event", ["health_status"])], limit.Token);
        await using var changes = events.ReadAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        while ((await Engine.Containers.InspectAsync(id, limit.Token)).State.Health!.Status != "healthy")
        {
            await changes.MoveNextAsync();
        }
    }
}
