using System.Text.Json;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Features.Operations;

public sealed class OperationsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OperationsCommandTests() => _folder.Write("shipkeeper.yaml", "platform: shop");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Before_the_first_one_there_are_none()
    {
        Assert.Equal(new CommandRun(0, "no operations yet\n", ""), await RunAsync());
        Assert.Equal("[]\n", (await RunAsync("--json")).Output);
    }

    [Fact]
    public async Task Each_is_one_line_with_what_became_of_it()
    {
        var good = await KeepAsync("start", JournalEvent.Succeeded);
        var bad = await KeepAsync("stop", JournalEvent.Interrupted, "the engine is away\nand a second line");

        var lines = (await RunAsync()).Output.Split('\n');

        Assert.Equal(["OPERATION", "BEGAN", "(UTC)", "VERB", "STATE", "BY", "WHY"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Matches($@"\A{good}  20\d\d-\d\d-\d\d \d\d:\d\d:\d\d  start  succeeded    ann@harbour\z", lines[1]);
        Assert.Matches($@"\A{bad}  .* stop   interrupted  ann@harbour  the engine is away\z", lines[2]);
        using var json = JsonDocument.Parse((await RunAsync("--json")).Output);
        Assert.Equal([good, bad], json.RootElement.EnumerateArray().Select(operation => operation.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task The_newest_twenty_are_shown_and_all_when_asked_for()
    {
        for (var count = 0; count < 22; count++)
        {
            await KeepAsync("start", JournalEvent.Succeeded);
        }

        Assert.EndsWith($"2 older ones: shipkeeper -C {_folder.Path} operations --all\n", (await RunAsync()).Output);
        Assert.Equal(1 + 20 + 1, (await RunAsync()).Output.TrimEnd().Split('\n').Length);
        Assert.Equal(1 + 22, (await RunAsync("--all")).Output.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task One_is_named_by_the_beginning_of_its_id_or_as_the_last()
    {
        var first = await KeepAsync("start", JournalEvent.Succeeded);
        var last = await KeepAsync("stop", JournalEvent.Succeeded);

        Assert.StartsWith($"start {first} by ann@harbour: succeeded\n", (await RunAsync(first.ToLowerInvariant())).Output);
        Assert.StartsWith($"stop {last} by ann@harbour: succeeded\n", (await RunAsync("last")).Output);
        Assert.Contains("is the beginning of 2 operations", (await RunAsync("0")).Error);
        Assert.Equal((2, "error: there is no operation 'ZZZ'."), ((await RunAsync("ZZZ")).ExitCode, (await RunAsync("ZZZ")).Error.Split('\n')[0]));
    }

    [Fact]
    public async Task Kept_log_lines_are_shown_and_cannot_write_over_the_terminal()
    {
        var id = await KeepAsync("start", JournalEvent.Interrupted, "because");
        _folder.Write($".shipkeeper/operations/{id}/logs/api.log", "one\n\e[2Jtwo");

        Assert.Equal(new CommandRun(0, "one\ntwo\n", ""), await RunAsync("last", "--logs", "api"));
        Assert.Equal(2, (await RunAsync("last", "--logs", "web")).ExitCode);
    }

    /// <summary>The name of a service goes into a path.</summary>
    [Fact]
    public async Task Logs_are_read_from_inside_the_platform_directory_alone()
    {
        await KeepAsync("start", JournalEvent.Succeeded);

        var run = await RunAsync("last", "--logs", "../../../../../../../../var/log/dpkg");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Nobody_need_be_there_to_look() => Assert.Equal(new CommandRun(0, "no operations yet\n", ""), await RunAsync("--quiet"));

    private async Task<string> KeepAsync(string verb, JournalEvent end, string? message = null)
    {
        var files = new RootedFiles(_folder.Path);
        files.CreateFolder(".shipkeeper");
        var plan = new Plan { Verb = verb, Mode = OperationMode.ForwardOnly, Stages = [] };
        await using var operation = await new FileOperationStore(files, ".shipkeeper/operations", TimeProvider.System).CreateAsync(plan, "ann@harbour");
        await operation.Journal.AppendAsync(new(end, Facts: message is null ? null : new Dictionary<string, string> { ["message"] = message }));
        return operation.Id;
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(["-C", _folder.Path, "operations", .. arguments]);
}
