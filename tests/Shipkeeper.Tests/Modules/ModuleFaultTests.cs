namespace Shipkeeper.Tests.Modules;

[Trait("Needs", "python")]
public sealed class ModuleFaultTests
{
    [Fact]
    public async Task A_module_that_hangs_is_ended_with_everything_that_it_has_started()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", $"import subprocess; child = subprocess.Popen(['sleep', '300']); open({ModuleHost.Literal(host.Traces)}, 'w').write(str(child.pid)); child.wait()");
        host.WriteGood("b", "1.0.0");
        await host.CommitAsync();

        var run = await host.RunAsync("--timeout", "3s");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a: it did not end within 3s, and was ended with all of its process group", run.Error);
        var (child, good) = (host.TakeTraces()[0], "b 1.0.0");
        Assert.EndsWith(good, child);
        Assert.False(IsAlive(int.Parse(child[..^good.Length])));
    }

    [Fact]
    public async Task A_module_that_does_not_want_to_end_is_killed()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(300)");
        await host.CommitAsync();

        var run = await host.RunAsync("--timeout", "3s");

        Assert.Contains("a: it did not end within 3s", run.Error);
    }

    [Fact]
    public async Task When_the_process_that_runs_modules_is_killed_the_next_module_has_another()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", "import os, signal, time; os.kill(os.getppid(), signal.SIGKILL); time.sleep(0.2); return True");
        host.WriteGood("b", "1.0.0");
        await host.CommitAsync();

        var run = await host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a: the Python process that runs modules ended with exit code 137.", run.Error);
        Assert.Equal(["b 1.0.0"], host.TakeTraces());
    }

    [Fact]
    public async Task A_module_does_not_outlive_the_process_that_watches_over_it()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", $"import os, signal, time; open({ModuleHost.Literal(host.Traces)}, 'w').write(str(os.getpid())); os.kill(os.getppid(), signal.SIGKILL); time.sleep(300)");
        await host.CommitAsync();

        await host.RunAsync();

        Assert.False(IsAlive(int.Parse(host.TakeTraces()[0])));
    }

    [Fact]
    public async Task A_module_that_leaves_a_daemon_behind_is_not_waited_for()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", $"import subprocess; daemon = subprocess.Popen(['sleep', '300'], start_new_session=True); open({ModuleHost.Literal(host.Traces)}, 'a').write(str(daemon.pid) + '\\n'); return True");
        await host.CommitAsync();

        await host.RunWellAsync("--timeout", "60s");
        await host.RunWellAsync("--timeout", "60s");

        var daemons = host.TakeTraces().Select(int.Parse).ToList();
        Assert.Equal(2, daemons.Count);
        Assert.All(daemons, daemon => Assert.True(IsAlive(daemon)));
        await host.ToolAsync("kill", [.. daemons.Select(daemon => $"{daemon}")]);
    }

    [Fact]
    public async Task Of_a_flood_the_log_keeps_the_beginning_and_the_end()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", "import sys; [sys.stdout.write('x' * 99 + '\\n') for _ in range(300000)]; print('the last line'); return True");
        await host.CommitAsync();

        await host.RunWellAsync();

        Assert.InRange(host.Log.Length, 8 << 20, 10 << 20);
        Assert.EndsWith("a: the last line\n", host.Log);
    }

    [Theory]
    [InlineData("raise OSError('no file ' + chr(0xdcff))")]
    [InlineData("return {'success': False, 'error': 'no file ' + chr(0xdcff)}")]
    [InlineData("import os; os.write(3, b'{\"kind\":1}\\n'); os._exit(0)")]
    [InlineData("import os, shutil; here = os.path.dirname(__file__); shutil.rmtree(here); os.symlink('/etc', here); raise OSError('no')")]
    public async Task Whatever_a_module_says_or_leaves_of_itself_fails_that_module_alone(string main)
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", main);
        host.WriteGood("b", "1.0.0");
        await host.CommitAsync();

        var run = await host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("1 of 2 modules failed", run.Error);
        Assert.Equal(["b 1.0.0"], host.TakeTraces());
    }

    [Fact]
    public async Task A_module_that_deletes_its_own_folder_runs_to_its_end()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", "import os, shutil; shutil.rmtree(os.path.dirname(__file__)); return True");
        host.WriteGood("b", "1.0.0");
        await host.CommitAsync();

        var run = await host.RunAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("warning module a has removed its own folder", run.Output);
        Assert.Equal(["b 1.0.0"], host.TakeTraces());
        Assert.DoesNotContain("\"a\"", host.ReadTree("index.json"));
    }

    [Fact]
    public async Task New_code_that_deletes_its_own_folder_and_fails_stops_no_other_and_has_its_old_code_back()
    {
        using var host = await ModuleHost.CreateAsync();
        await host.InstallAsync(("a", "1.0.0"), ("b", "1.0.0"));
        host.WriteModule("a", "2.0.0", "import os, shutil; shutil.rmtree(os.path.dirname(__file__)); raise OSError('boom')");
        await host.CommitAsync();

        var run = await host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("OSError: boom; version 1.0.0 is back", run.Error);
        Assert.Equal(["b 1.0.0"], host.TakeTraces());
        await host.RunWellAsync();
        Assert.Equal(["a 1.0.0", "b 1.0.0"], host.TakeTraces());
    }

    [Fact]
    public async Task Settings_of_the_host_outlive_a_module_that_deletes_its_own_folder()
    {
        using var host = await ModuleHost.CreateAsync();
        const string components = ""","config":{"components":{"one":true,"two":true}}""";
        host.WriteModule("a", "1.0.0", "import os, shutil; shutil.rmtree(os.path.dirname(__file__)); return True", more: components);
        await host.CommitAsync();
        await host.RunWellAsync("--only", "a");
        Assert.False(host.IsInstalled("a"));
        host.WriteBeside("tree/.shipkeeper/settings/a.json", host.ReadTree(".shipkeeper/settings/a.json").Replace("\"one\":true", "\"one\":false"));
        host.WriteGood("a", "1.1.0", more: components);
        await host.CommitAsync();

        await host.RunWellAsync();

        Assert.Contains("components  one (disabled), two\n", (await host.ModulesAsync("status", "a")).Output);
    }

    [Fact]
    public async Task A_module_that_changes_its_own_index_and_fails_has_its_old_code_back()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0");
        await host.CommitAsync();
        await host.RunWellAsync();
        host.WriteModule("a", "2.0.0", "import os; open(os.path.join(os.path.dirname(__file__), 'index.json'), 'w').write('{\"metadata\":{\"schema_version\":\"9.9.9\"}}'); return None");
        await host.CommitAsync();

        var run = await host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("\"1.0.0\"", host.Installed("a/index.json"));
        Assert.Contains("\"a\": \"1.0.0\"", host.ReadTree("index.json"));
    }

    [Fact]
    public async Task A_version_that_is_none_is_a_warning_that_names_the_module()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0");
        await host.CommitAsync();
        await host.RunWellAsync();
        host.WriteGood("a", "next");
        await host.CommitAsync();

        var run = await host.RunAsync();

        Assert.Contains("warning module 'a' is not compared: 'next' in the repository is no version", run.Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1.0.0", host.Installed("a/index.json"));
    }

    [Fact]
    public async Task A_module_with_a_link_that_leads_out_of_it_is_not_taken_and_nothing_is_written_outside()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0");
        File.CreateSymbolicLink(Path.Combine(host.Repository, "modules/a/escape"), "/etc");
        host.WriteGood("b", "1.0.0");
        await host.CommitAsync();

        var run = await host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a: module 'a' of the repository is not taken: the link 'modules/a/escape' leads out of it.", run.Error);
        Assert.False(host.IsInstalled("a"));
        Assert.Equal(["b 1.0.0"], host.TakeTraces());
    }

    [Fact]
    public async Task A_repository_that_was_rewritten_is_followed()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0");
        await host.CommitAsync();
        await host.RunWellAsync();
        await host.GitAsync("checkout", "--quiet", "--orphan", "other");
        host.WriteGood("a", "2.0.0");
        await host.CommitAsync();
        await host.GitAsync("branch", "--move", "--force", "main");
        host.TakeTraces();

        await host.RunWellAsync();

        Assert.Equal(["a 2.0.0"], host.TakeTraces());
    }

    [Fact]
    public async Task A_branch_that_gives_way_to_a_folder_of_branches_is_followed()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0");
        await host.CommitAsync();
        await host.GitAsync("branch", "next");
        await host.RunWellAsync("--branch", "next");
        await host.GitAsync("branch", "--move", "next", "next/one");
        host.TakeTraces();

        await host.RunWellAsync("--branch", "next/one");

        Assert.Equal(["a 1.0.0"], host.TakeTraces());
    }

    [Fact]
    public async Task A_damaged_copy_of_the_repository_is_made_anew()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0");
        await host.CommitAsync();
        await host.RunWellAsync();
        foreach (var file in Directory.EnumerateFiles(host.Cache, "*", SearchOption.AllDirectories).Where(file => file.Contains("/objects/")))
        {
            File.Delete(file);
        }

        await host.RunWellAsync();
    }

    [Fact]
    public async Task An_index_that_cannot_be_read_fails_its_module_and_no_other()
    {
        using var host = await ModuleHost.CreateAsync();
        await host.InstallAsync(("a", "1.0.0"), ("b", "1.0.0"));
        using (var file = File.Create(Path.Combine(host.Tree, "modules/a/index.json")))
        {
            file.Write("{ no"u8);
        }

        var run = await host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("modules/a/index.json cannot be read", run.Error);
        Assert.Equal(["b 1.0.0"], host.TakeTraces());
    }

    [Fact]
    public async Task Programs_of_any_language_are_modules()
    {
        using var host = await ModuleHost.CreateAsync();
        host.Write("modules/sh/index.json", """{"metadata":{"schema_version":"1.0.0"}}""");
        host.WriteProgram("modules/sh/index.sh", "#!/bin/sh\necho in the tree: $PWD; exit 3");
        host.Write("modules/native/index.json", """{"metadata":{"schema_version":"1.2.0"},"config":{"size":3}}""");
        host.WriteProgram("modules/native/run", "#!/bin/sh\necho \"$1 $(cat)\"; echo '{\"type\":\"result\",\"success\":true}' >&3");
        host.Write("modules/other/index.json", """{"metadata":{"schema_version":"1.0.0","entry":"bin/go"}}""");
        host.WriteProgram("modules/other/bin/go", "#!/bin/sh\necho gone");
        host.Write("modules/script/index.json", """{"metadata":{"schema_version":"1.0.0","entry":"tool.py","arguments":["--fast"]}}""");
        host.Write("modules/script/tool.py", "import sys; print('called with', sys.argv[1:])");
        await host.CommitAsync();

        var run = await host.RunAsync();

        Assert.Contains("1 of 4 modules failed.", run.Error);
        Assert.Contains("sh: it ended with exit code 3", run.Error);
        Assert.Contains($"sh: in the tree: {host.Tree}\n", host.Log);
        Assert.Contains($$$"""native: apply {"protocol":1,"module":"native","version":"1.2.0","tree":"{{{host.Tree}}}","directory":"{{{host.Tree}}}/modules/native","config":{"size":3}}""", host.Log);
        Assert.Contains("other: gone\n", host.Log);
        Assert.Contains("script: called with ['--fast']\n", host.Log);
    }

    internal static bool IsAlive(int process) => Directory.Exists($"/proc/{process}") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ");
}
