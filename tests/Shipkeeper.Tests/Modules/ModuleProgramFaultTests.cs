using System.Text.Json;

namespace Shipkeeper.Tests.Modules;

/// <summary>Modules that are programs, and what programs do wrong.</summary>
public sealed class ModuleProgramFaultTests
{
    private const string Result = """echo '{"type":"result","success":true}' >&3""";

    [Fact]
    public async Task Programs_that_leave_something_behind_are_not_waited_for()
    {
        using var host = await ModuleHost.CreateAsync();
        WriteScript(host, "session", "index.sh", $"setsid sleep 300 & echo $! >>'{host.Traces}'");
        WriteScript(host, "nohup", "index.sh", $"nohup sleep 300 & echo $! >>'{host.Traces}'");
        WriteScript(host, "twice", "index.sh", $"(setsid sh -c 'echo $$ >>\"{host.Traces}\"; exec sleep 300' &)\nsleep 0.3");
        WriteScript(host, "native", "run", $"setsid sleep 300 & echo $! >>'{host.Traces}'; {Result}");
        await host.CommitAsync();
        var begun = TimeProvider.System.GetTimestamp();

        var run = await host.RunAsync("--parallel", "4");

        var left = host.TakeTraces();
        foreach (var process in left)
        {
            Files.ChildProcess.Output("sh", "-c", $"kill -9 {process} 2>/dev/null || true");
        }

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(4, left.Count);
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 0, 40);
    }

    [Theory]
    [InlineData("index.sh", "")]
    [InlineData("run", Result)]
    public async Task A_daemon_that_holds_the_output_of_a_good_program_makes_it_neither_late_nor_bad(string file, string result)
    {
        using var host = await ModuleHost.CreateAsync();
        WriteScript(host, "a", file, $"setsid sleep 300 & echo $! >>'{host.Traces}'; {result}");
        await host.CommitAsync();
        var begun = TimeProvider.System.GetTimestamp();

        var run = await host.RunAsync("--timeout=2s");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 0, 30);
        Files.ChildProcess.Output("sh", "-c", $"kill -9 {host.TakeTraces()[0]} || true");
    }

    [Fact]
    public async Task What_a_program_leaves_in_its_own_group_is_ended_with_it()
    {
        using var host = await ModuleHost.CreateAsync();
        WriteScript(host, "a", "index.sh", $"nohup sleep 300 >/dev/null 2>&1 & echo $! >>'{host.Traces}'");
        await host.CommitAsync();

        await host.RunWellAsync();

        // It has closed everything; the system takes another moment to write it off.
        var process = int.Parse(host.TakeTraces()[0]);
        for (var count = 0; count < 100 && ModuleFaultTests.IsAlive(process); count++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.False(ModuleFaultTests.IsAlive(process));
    }

    [Theory]
    [InlineData("index.sh", "exit 7", "it ended with exit code 7")]
    [InlineData("index.sh", "kill -9 $$", "it ended with exit code 137")]
    [InlineData("run", "echo nonsense >&3", "it ended without a result")]
    [InlineData("run", "echo '[1]' >&3", "it ended without a result")]
    [InlineData("run", "exec 3>&-", "it ended without a result")]
    [InlineData("run", "exec 3>&-; exit 4", "it ended with exit code 4, without a result")]
    [InlineData("run", Result + "; kill -9 $$", "it reported success, and ended with exit code 137")]
    [InlineData("run", """echo '{"type":"result","success":false,"error":"no room"}' >&3""", "no room")]
    [InlineData("run", """echo '{"type":"result"}' >&3""", "it reported a failure")]
    public async Task A_program_that_fails_says_why_and_stops_no_other(string file, string script, string error)
    {
        using var host = await ModuleHost.CreateAsync();
        WriteScript(host, "a", file, script);
        WriteScript(host, "b", "index.sh", $"echo b >>'{host.Traces}'");
        await host.CommitAsync();

        var run = await host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"    a: {error}\n", run.Error);
        Assert.Equal(["b"], host.TakeTraces());
    }

    [Theory]
    [InlineData("#!/no/such/interpreter\n", true, "could not be started: the interpreter that its first line names is not there.")]
    [InlineData("#!/bin/sh\n", false, "could not be started: it may not be executed.")]
    [InlineData("neither script nor program\n", true, "could not be started: Exec format error.")]
    public async Task A_program_that_cannot_be_started_says_why(string content, bool mayRun, string error)
    {
        using var host = await ModuleHost.CreateAsync();
        WriteIndex(host, "a");
        host.Write("modules/a/run", content);
        if (mayRun)
        {
            host.WriteProgram("modules/a/run", content);
        }

        await host.CommitAsync();

        var run = await host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"a: '{host.Tree}/modules/a/run' {error}\n", run.Error);
    }

    [Fact]
    public async Task A_program_need_not_read_what_it_is_told()
    {
        using var host = await ModuleHost.CreateAsync();
        WriteScript(host, "a", "run", Result, $",\"config\":{{\"text\":{JsonSerializer.Serialize(new string('x', 500_000))}}}");
        WriteScript(host, "b", "index.sh", "cat");
        WriteIndex(host, "c");
        host.Write("modules/c/index.sh", "echo a script that does not name its interpreter\n");
        await host.CommitAsync();

        await host.RunWellAsync("--timeout", "20s");
    }

    [Theory]
    [InlineData("os.write(3, b'hello\\n')")]
    [InlineData("os.write(3, b'{\"type\":\"log\",\"message\":\"hello\"}\\n')")]
    public async Task What_a_Python_module_writes_to_the_channel_is_not_taken_for_its_result(string writes)
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", $"import os, time; {writes}; time.sleep(1); return {{'success': False, 'error': 'no'}}");
        host.WriteModule("b", "1.0.0", $"import os; {writes}; return True");
        await host.CommitAsync();

        var run = await host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("1 of 2 modules failed.\n    a: no\n", run.Error);
    }

    [Fact]
    public async Task A_line_without_end_on_the_channel_is_no_result_and_in_nobodys_way()
    {
        using var host = await ModuleHost.CreateAsync();
        WriteScript(host, "a", "run", $"head -c 20000000 /dev/zero | tr '\\0' x >&3; echo >&3; {Result}");
        await host.CommitAsync();

        await host.RunWellAsync();

        Assert.InRange(host.Log.Length, 1000, 10 << 20);
    }

    [Fact]
    public async Task A_program_that_deletes_its_own_folder_runs_to_its_end()
    {
        using var host = await ModuleHost.CreateAsync();
        WriteScript(host, "a", "run", $"rm -rf \"$(dirname \"$0\")\"; {Result}");
        await host.CommitAsync();

        await host.RunWellAsync();

        Assert.False(host.IsInstalled("a"));
        Assert.DoesNotContain("\"a\"", host.ReadTree("index.json"));
        await host.RunWellAsync();
    }

    [Fact]
    public async Task A_script_may_be_run_whatever_its_mode_in_the_repository()
    {
        using var host = await ModuleHost.CreateAsync();
        WriteIndex(host, "a");
        host.Write("modules/a/index.sh", "#!/bin/sh\n\"$(dirname \"$0\")/more/part.sh\"\n");
        host.Write("modules/a/more/part.sh", "#!/bin/sh\necho done\n");
        await host.CommitAsync();

        await host.RunWellAsync();

        Assert.Contains("a: done\n", host.Log);
    }

    [Fact]
    public async Task A_script_gets_the_arguments_that_it_declares_and_a_native_module_its_verb()
    {
        using var host = await ModuleHost.CreateAsync();
        foreach (var (name, file) in new[] { ("script", "index.sh"), ("plain", "index.sh"), ("native", "run") })
        {
            WriteIndex(host, name, name == "plain" ? "" : ",\"arguments\":[\"--all\",\"a b\"]");
            host.WriteProgram($"modules/{name}/{file}", $"#!/bin/sh\necho \"$#: $*\"; {(file == "run" ? Result : "")}\n");
        }

        await host.CommitAsync();

        await host.RunWellAsync();

        Assert.Contains("script: 2: --all a b\n", host.Log);
        Assert.Contains("plain: 0: \n", host.Log);
        Assert.Contains("native: 1: apply\n", host.Log);
    }

    private static void WriteScript(ModuleHost host, string module, string file, string script, string more = "")
    {
        WriteIndex(host, module, more: more);
        host.WriteProgram($"modules/{module}/{file}", $"#!/bin/sh\n{script}\n");
    }

    private static void WriteIndex(ModuleHost host, string module, string metadata = "", string more = "") =>
        host.Write($"modules/{module}/index.json", $$"""{"metadata":{"schema_version":"1.0.0"{{metadata}}}{{more}}}""");
}
