using System.Text.Json;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.People;

public sealed class TwoOperators
{
    [Fact]
    public async Task The_second_is_told_who_is_at_work_and_changes_nothing_while_status_answers()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("health: {web: {exec: [test, -e, /tmp/ready], patience: 60s}}");
        var first = platform.Start("start");
        await Until.TrueAsync(async () => await platform.Engine.StateOfAsync("web") == "running", "the web did not start");
        var (before, lines) = (await platform.Engine.ContainersAsync(), platform.Journals.All.Count);

        foreach (var verb in new[] { "start", "stop", "restart", "teardown --yes" })
        {
            (await platform.RunAsync(verb)).Fails(6, "operation.busy").Says($"process {first.Id}", "'start'", Environment.UserName);
        }

        (await platform.RunAsync("status")).Exits(0).Says("at work", "'start'");
        var status = JsonDocument.Parse((await platform.RunAsync("status --json")).Exits(0).Output).RootElement;
        Assert.True(status.GetProperty("unfinished").GetProperty("running").GetBoolean());
        (await platform.RunAsync("operations")).Exits(0).Says("start");
        (await platform.RunAsync("logs")).Exits(0);
        Assert.Equal(before, await platform.Engine.ContainersAsync());
        Assert.Equal(lines, platform.Journals.All.Count);

        await platform.Engine.ExecAsync("web", "touch", "/tmp/ready");
        (await first.EndAsync()).Exits(0);
        await platform.IsWholeAsync("store", "web");
    }

    [Fact]
    public async Task Of_many_at_once_each_either_works_or_is_told_that_somebody_else_does()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();

        var ends = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => platform.RunAsync("start")));

        Assert.All(ends, end => Assert.True(end.ExitCode is 0 or 6, end.ToString()));
        Assert.Contains(ends, end => end.ExitCode == 0);
        await platform.IsWholeAsync("store", "web");
        Assert.All(platform.Journals.All, operation => Assert.Equal("succeeded", operation.End));
    }

    [Fact]
    public async Task The_lock_of_a_process_that_died_is_in_nobodys_way()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers("health: {web: {exec: [test, -e, /tmp/ready], patience: 60s}}");
        var first = platform.Start("start");
        await Until.TrueAsync(async () => await platform.Engine.StateOfAsync("web") == "running", "the web did not start");
        await first.KillAndAwaitAsync();
        Assert.True(platform.Has(".shipkeeper/holder.json"));

        (await platform.RunAsync("status")).Exits(0).Says("unfinished", "'start' did not end").NeverSays("at work");
        await platform.Engine.ExecAsync("web", "touch", "/tmp/ready");
        (await platform.RunAsync("start")).Exits(0).Says("closed  the unfinished 'start'");

        await platform.IsWholeAsync("store", "web");
        Assert.Equal(["interrupted", "succeeded"], platform.Journals.All.Select(operation => operation.End));
    }
}
