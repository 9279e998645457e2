using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Docker.Tests.Docker;

public sealed class EventsAndLogsTests : EngineTest
{
    [Fact]
    public async Task What_happens_after_opening_is_told_in_order()
    {
        using var events = await Engine.Events.OpenAsync([("type", ["container"]), ("label", [Test.LabelFilter])], Ct);

        var id = await Test.RunAsync([], "true");
        List<EngineEvent> told = [];
        await foreach (var happened in events.ReadAsync(Ct))
        {
            told.Add(happened);
            if (happened.Action == "die")
            {
                break;
            }
        }

        Assert.Equal(["create", "start", "die"], told.Select(happened => happened.Action));
        Assert.All(told, happened => Assert.Equal(("container", id), (happened.Type, happened.ActorId)));
        Assert.Equal("0", told[^1].Attributes["exitCode"]);
        Assert.True(told[0].Nanoseconds < told[2].Nanoseconds);
    }

    [Fact]
    public async Task Reading_events_can_be_cancelled()
    {
        using var events = await Engine.Events.OpenAsync([("label", [Test.LabelFilter])], Ct);
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in events.ReadAsync(cancel.Token))
            {
            }
        });
    }

    [Fact]
    public async Task Both_streams_of_a_log_are_told_apart()
    {
        var id = await Test.RunAsync([], "sh", "-c", "echo one; echo two >&2; printf three");
        await DockerCommand.MustAsync("wait", id);

        var lines = await LogAsync(id, new());

        Assert.Equal(["one", "three"], lines.Where(line => line.Stream == LogStream.Output).Select(line => line.Text));
        Assert.Equal(["two"], lines.Where(line => line.Stream == LogStream.Error).Select(line => line.Text));
        Assert.All(lines, line => Assert.Null(line.Time));
    }

    [Fact]
    public async Task A_log_can_be_followed_from_its_tail_with_times_until_the_container_ends()
    {
        var id = await Test.RunAsync([], "sh", "-c", "for i in 1 2 3 4 5; do echo $i; sleep 0.2; done");

        var lines = await LogAsync(id, new() { Follow = true, Timestamps = true });
        var last = await LogAsync(id, new() { Tail = 2 });
        var later = await LogAsync(id, new() { Since = lines[3].Time, Timestamps = true });

        Assert.Equal(["1", "2", "3", "4", "5"], lines.Select(line => line.Text));
        Assert.Equal(lines.Select(line => line.Time).Order(), lines.Select(line => line.Time));
        Assert.Equal(["4", "5"], last.Select(line => line.Text));
        Assert.Equal(["4", "5"], later.Select(line => line.Text));
    }

    [Fact]
    public async Task The_log_of_a_terminal_has_no_frames()
    {
        var id = await Test.RunAsync(["--tty"], "sh", "-c", "echo one; echo two >&2");
        await DockerCommand.MustAsync("wait", id);

        Assert.Equal(["one", "two"], (await LogAsync(id, new())).Select(line => line.Text));
    }

    [Fact]
    public async Task A_line_of_many_megabytes_is_cut_and_binary_does_no_harm()
    {
        var id = await Test.RunAsync([], "sh", "-c", "head -c 5000000 /dev/zero | tr '\\0' x; echo; head -c 100000 /dev/urandom; echo; echo last");
        await DockerCommand.MustAsync("wait", id);

        var lines = await LogAsync(id, new());

        Assert.EndsWith("xxx [line cut]", lines[0].Text, StringComparison.Ordinal);
        Assert.InRange(lines[0].Text.Length, 64 * 1024, (64 * 1024) + 20);
        Assert.Equal("last", lines[^1].Text);
    }

    private async Task<List<LogLine>> LogAsync(string id, LogRange range)
    {
        List<LogLine> lines = [];
        await foreach (var line in Engine.Containers.LogsAsync(id, range, Ct))
        {
            lines.Add(line);
        }

        return lines;
    }
}
