using System.Diagnostics;
using Shipkeeper.Engine;
using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Processes;

public sealed class ToolRunnerTests
{
    private static readonly IToolRunner Runner = new ToolRunner(TimeProvider.System);

    /// <summary>For what waits the whole grace anyway.</summary>
    private static readonly IToolRunner Impatient = new ToolRunner(TimeProvider.System) { Grace = TimeSpan.FromSeconds(1) };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arguments_arrive_as_they_are()
    {
        string[] arguments = ["plain", "", "two words", "it's \"quoted\"", "line\nline", "$HOME `id` \\", "žluťoučký 🐎", "-rf", "*"];

        var result = await Run("printf", ["%s\\0", .. arguments]);

        Assert.Equal(arguments, result.Output.TrimEnd('\0').Split('\0'));
    }

    [Fact]
    public async Task The_environment_is_exactly_the_given()
    {
        var result = await Runner.RunAsync(
            ToolCall.Of("/usr/bin/env") with { Environment = new Dictionary<string, string> { ["ONE"] = "1 = one", ["TWO"] = "" } },
            Ct);

        Assert.Equal(["ONE=1 = one", "TWO="], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("kill -9 $$", 137)]
    [InlineData("kill -PIPE $$", 141)]
    public async Task The_exit_code_is_the_shells(string script, int exitCode) =>
        Assert.Equal(exitCode, (await Shell(script)).ExitCode);

    [Fact]
    public async Task Input_is_read_to_its_end()
    {
        var input = new byte[3_000_000];
        new Random(1).NextBytes(input);

        var result = await Runner.RunAsync(ToolCall.Of("sha256sum") with { Input = input }, Ct);

        Assert.StartsWith(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input)), result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_input_a_child_reads_nothing() => Assert.Equal("0\n", (await Shell("wc -c")).Output);

    [Fact]
    public async Task A_child_that_does_not_read_its_input_does_no_harm()
    {
        var result = await Runner.RunAsync(ToolCall.Of("true") with { Input = new byte[1_000_000] }, Ct);

        Assert.True(result.Ok);
    }

    [Fact]
    public async Task Of_a_long_output_the_beginning_is_kept_and_of_errors_the_end()
    {
        const string Script = "echo first; head -c 100000000 /dev/zero; echo begin >&2; head -c 100000000 /dev/zero >&2; echo last >&2";

        var result = await Runner.RunAsync(ToolCall.Of("sh", "-c", Script) with { OutputLimit = 1000 }, Ct);

        Assert.True(result.Truncated);
        Assert.Equal((1000, 1000), (result.Output.Length, result.ErrorOutput.Length));
        Assert.StartsWith("first\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("last\n", result.ErrorOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_are_told_while_the_child_runs()
    {
        var second = new TaskCompletionSource();
        List<string> lines = [];
        var input = new System.IO.Pipelines.Pipe();
        var run = Runner.RunAsync(
            ToolCall.Of("sh", "-c", "echo one; printf 'two\\r\\n'; read x; printf three"),
            new ToolPipes { Input = input.Reader.AsStream(), OnOutputLine = line => { lines.Add(line); if (line == "two") { second.SetResult(); } } },
            Ct);

        await second.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        await input.Writer.CompleteAsync();
        await run;

        Assert.Equal(["one", "two", "three"], lines);
    }

    [Fact]
    public async Task An_endless_line_is_cut_and_marked()
    {
        List<string> lines = [];

        await Runner.RunAsync(
            ToolCall.Of("sh", "-c", "head -c 1000000 /dev/zero >&2; echo >&2; echo next >&2"),
            new ToolPipes { OnErrorLine = lines.Add },
            Ct);

        Assert.Equal(["\0 [line cut]", "next"], lines.Select(line => line.Replace(new string('\0', 65535), "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_missing_program_is_named()
    {
        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => Run("no-such-program"));

        Assert.Equal(("tools.not-found", "The program 'no-such-program' was not found."), (error.Code.Name, error.Message));
    }

    [Fact]
    public async Task A_file_that_is_no_program_is_an_error_with_the_systems_reason()
    {
        var error = await Assert.ThrowsAsync<ShipkeeperException>(
            () => Runner.RunAsync(ToolCall.Of("true") with { WorkingDirectory = "/no/such/folder" }, Ct));

        Assert.Equal(("tools.cannot-start", "'true' could not be started: there is no folder /no/such/folder."), (error.Code.Name, error.Message));
    }

    [Fact]
    public async Task A_program_can_be_run_as_soon_as_it_is_written_whatever_else_is_started_meanwhile()
    {
        using var folder = new TemporaryFolder();
        var files = new RootedFiles(folder.Path);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var others = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await Runner.RunAsync(ToolCall.Of("true"), Ct);
            }
        })).ToList();

        for (var count = 0; count < 300; count++)
        {
            files.Write("program", "#!/bin/sh\nexit 7", RootedFiles.ReadableFolder);
            Assert.Equal(7, (await Runner.RunAsync(ToolCall.Of(Path.Combine(folder.Path, "program")), Ct)).ExitCode);
        }

        await enough.CancelAsync();
        await Task.WhenAll(others);
    }

    [Fact]
    public async Task The_working_directory_is_the_given() =>
        Assert.Equal("/usr\n", (await Runner.RunAsync(ToolCall.Of("pwd") with { WorkingDirectory = "/usr" }, Ct)).Output);

    [Fact]
    public async Task A_time_limit_ends_grandchildren_too_and_those_that_ignore_it()
    {
        using var folder = new TemporaryFolder();
        var call = ToolCall.Of("sh", "-c", "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ >$0/pid; sleep 600; sleep 600' $0 & echo started >&2; wait; wait", folder.Path);

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => Impatient.RunAsync(call with { TimeLimit = TimeSpan.FromSeconds(1) }, Ct));

        Assert.Equal("tools.timeout", error.Code.Name);
        Assert.Equal("'sh' did not end within 1s and was killed.", error.Message);
        Assert.Equal(["started"], error.Details);
        await AssertGoneAsync(folder.Read("pid"));
    }

    [Fact]
    public async Task Cancel_asks_to_end_first_and_waits_for_it()
    {
        using var folder = new TemporaryFolder();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var pipes = new ToolPipes { OnOutputLine = _ => cancel.Cancel() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner.RunAsync(
            ToolCall.Of("sh", "-c", "trap 'echo ended >$0/ended; exit 0' TERM; echo $$ >$0/pid; echo ready; sleep 600 & wait", folder.Path),
            pipes,
            cancel.Token));

        Assert.Equal("ended", folder.Read("ended"));
        await AssertGoneAsync(folder.Read("pid"));
    }

    [Fact]
    public async Task What_a_child_leaves_behind_is_ended_and_its_late_output_kept()
    {
        using var folder = new TemporaryFolder();

        var result = await Shell($"(sleep 0.3; echo late) & sleep 600 >/dev/null 2>&1 & echo $! >{folder.Path}/pid; echo early");

        Assert.Equal(("early\nlate\n", false), (result.Output, result.Truncated));
        await AssertGoneAsync(folder.Read("pid"));
    }

    [Fact]
    public async Task Somebody_who_left_the_group_and_holds_the_pipes_does_not_hold_us()
    {
        using var folder = new TemporaryFolder();
        var started = Stopwatch.StartNew();

        var result = await Impatient.RunAsync(
            ToolCall.Of("sh", "-c", $"setsid sh -c 'echo $$ >{folder.Path}/pid; exec sleep 600' & while [ ! -s {folder.Path}/pid ]; do :; done; echo done"), Ct);

        Assert.Equal(("done\n", true), (result.Output, result.Truncated));
        Assert.InRange(started.Elapsed.TotalSeconds, 1, 30);
        await Run("kill", [folder.Read("pid")]);
    }

    [Fact]
    public async Task What_is_in_the_pipes_is_read_to_its_end_however_slowly_we_take_it()
    {
        using var folder = new TemporaryFolder();
        using var slow = new SlowStream(TimeSpan.FromSeconds(1.5));

        var result = await Runner.RunAsync(
            ToolCall.Of("sh", "-c", $"setsid sleep 600 >/dev/null 2>&1 & echo $! >{folder.Path}/pid; head -c 60000 /dev/zero; sleep 0.2; head -c 60000 /dev/zero"), new() { Output = slow }, Ct);

        Assert.Equal((120_000, false), (slow.Written, result.Truncated));
        await Run("kill", [folder.Read("pid")]);
    }

    [Fact]
    public async Task Output_for_a_stream_that_somebody_else_holds_is_not_called_whole()
    {
        using var folder = new TemporaryFolder();
        var call = ToolCall.Of("sh", "-c", $"setsid sh -c 'echo $$ >{folder.Path}/pid; exec sleep 600' & while [ ! -s {folder.Path}/pid ]; do :; done; echo done");

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => Runner.RunAsync(call, new() { Output = new MemoryStream() }, Ct));

        Assert.Equal("tools.failed", error.Code.Name);
        await Run("kill", [folder.Read("pid")]);
    }

    [Fact]
    public async Task No_zombie_is_left()
    {
        var pid = (await Shell("echo $$")).Output.Trim();

        Assert.False(Directory.Exists($"/proc/{pid}"));
    }

    [Fact]
    public async Task A_child_has_no_terminal_and_a_group_of_its_own()
    {
        var result = await Shell("cut -d' ' -f1,5,6 /proc/self/stat; echo $$; (: </dev/tty) 2>/dev/null || echo no terminal");

        var lines = result.Output.Split('\n');
        Assert.EndsWith($" {lines[1]} {lines[1]}", lines[0], StringComparison.Ordinal);
        Assert.Equal("no terminal", lines[2]);
    }

    [Fact]
    public async Task Only_a_descriptor_that_is_meant_for_children_reaches_them()
    {
        using var folder = new TemporaryFolder();
        using var ours = File.Open(Path.Combine(folder.Path, "ours"), FileMode.Create);
        var shared = NativeOpen.ForChildren(Path.Combine(folder.Path, "lock"));
        try
        {
            var runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Run("ls", ["-l", "/proc/self/fd"])));

            Assert.All(runs, run => Assert.Contains("/lock", run.Output, StringComparison.Ordinal));
            Assert.All(runs, run => Assert.DoesNotContain("/ours", run.Output, StringComparison.Ordinal));

            // What the tests themselves were started with goes through. A pipe of one run shows in no other, but for its own lifeline.
            var inherited = runs.Select(run => InheritedPipes(run).ToHashSet()).Aggregate((all, next) => [.. all.Intersect(next)]);
            Assert.All(runs, run => Assert.Single(InheritedPipes(run).Except(inherited)));

            await Runner.RunAttachedAsync(ToolCall.Of("sh", "-c", "ls -l /proc/self/fd >$0/attached", folder.Path), Ct);
            Assert.Contains("/lock", folder.Read("attached"), StringComparison.Ordinal);
            Assert.DoesNotContain("/ours", folder.Read("attached"), StringComparison.Ordinal);
        }
        finally
        {
            NativeOpen.Close(shared);
        }
    }

    [Fact]
    public async Task A_broken_pipe_ends_a_child_as_in_a_shell() =>
        Assert.Equal("141", (await Run("bash", ["-c", "set -o pipefail; yes | head -n1 >/dev/null; echo $?"])).Output.Trim());

    [Fact]
    public async Task An_exception_of_a_callback_ends_the_call()
    {
        var pipes = new ToolPipes { OnOutputLine = _ => throw new InvalidOperationException("enough") };

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Runner.RunAsync(ToolCall.Of("sh", "-c", "echo; sleep 600"), pipes, Ct));

        Assert.Equal("enough", error.Message);
    }

    [Fact]
    public async Task Output_of_any_size_goes_to_a_stream()
    {
        using var target = new MemoryStream();

        var result = await Runner.RunAsync(ToolCall.Of("head", "-c", "20000000", "/dev/zero"), new ToolPipes { Output = target }, Ct);

        Assert.Equal((20_000_000, "", false), (target.Length, result.Output, result.Truncated));
    }

    [Fact]
    public async Task An_attached_call_stays_in_our_group_and_gives_its_exit_code()
    {
        using var folder = new TemporaryFolder();

        var exitCode = await Runner.RunAttachedAsync(ToolCall.Of("sh", "-c", "cut -d' ' -f5 /proc/self/stat >$0/group; exit 3", folder.Path), Ct);

        Assert.Equal(3, exitCode);
        Assert.Equal((await File.ReadAllTextAsync("/proc/self/stat", Ct)).Split(") ")[1].Split(' ')[2], folder.Read("group"));
    }

    [Fact]
    public async Task An_attached_call_is_not_started_when_a_stop_was_asked_for()
    {
        using var folder = new TemporaryFolder();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner.RunAttachedAsync(ToolCall.Of("touch", $"{folder.Path}/ran"), new CancellationToken(canceled: true)));

        Assert.False(File.Exists($"{folder.Path}/ran"));
    }

    [Fact]
    public async Task An_attached_call_that_runs_ends_by_itself_alone()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(0.1));

        Assert.Equal(4, await Runner.RunAttachedAsync(ToolCall.Of("sh", "-c", "sleep 0.5; exit 4"), stop.Token));
    }

    private static IEnumerable<string> InheritedPipes(ToolResult list) => list.Output.Split('\n')
        .Where(line => line.Contains("pipe:", StringComparison.Ordinal))
        .Select(line => line.Split(' ')[^3..])
        .Where(words => words[0] is not ("1" or "2"))
        .Select(words => words[2]);

    private static Task<ToolResult> Run(string fileName, params IEnumerable<string> arguments) => Runner.RunAsync(ToolCall.Of(fileName, arguments), Ct);

    private static Task<ToolResult> Shell(string script) => Run("sh", ["-c", script]);

    /// <summary>
    /// Whom the kernel was told to kill ends a moment later; and killed processes whose parent is gone too are for init to collect: a zombie
    /// is as good as gone.
    /// </summary>
    private static async Task AssertGoneAsync(string pid)
    {
        var waited = Stopwatch.StartNew();
        while (IsAlive(pid))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(10), $"{pid} is alive");
            await Task.Delay(10, Ct);
        }
    }

    private static bool IsAlive(string pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/status").Contains("State:\tZ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // ended between the two looks, or before the first
        }
    }

    /// <summary>Takes its time over each piece.</summary>
    private sealed class SlowStream(TimeSpan pause) : MemoryStream
    {
        public int Written { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(pause, cancellationToken);
            Written += buffer.Length;
        }
    }
}
