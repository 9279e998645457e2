using System.Text.Json.Nodes;

namespace Shipkeeper.Tests.Modules;

[Trait("Needs", "python")]
public sealed class ModuleRunTests
{
    [Fact]
    public async Task A_first_run_brings_in_every_module_and_runs_it()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("b", "1.0.0");
        host.WriteGood("a", "1.0.0");
        host.WriteGood("first", "0.1", metadata: ",\"priority\":1");
        await host.CommitAsync();

        await host.RunWellAsync();

        Assert.Equal(["first 0.1", "a 1.0.0", "b 1.0.0"], host.TakeTraces());
        Assert.Contains("\"packages\": {\n        \"a\": \"1.0.0\",\n        \"b\": \"1.0.0\",\n        \"first\": \"0.1\"\n    }", host.ReadTree("index.json"));
    }

    [Fact]
    public async Task A_newer_version_takes_the_place_of_the_old_one_and_every_module_runs_again()
    {
        using var host = await ModuleHost.CreateAsync();
        await host.InstallAsync(("a", "1.0.9"), ("b", "1.0.0"));
        host.WriteGood("a", "1.0.10");
        await host.CommitAsync();

        await host.RunWellAsync();

        Assert.Equal(["a 1.0.10", "b 1.0.0"], host.TakeTraces());
        Assert.Contains("\"a\": \"1.0.10\"", host.ReadTree("index.json"));
    }

    [Fact]
    public async Task One_that_fails_stops_no_other()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", "raise RuntimeError('no room')");
        host.WriteModule("b", "1.0.0", "import sys; sys.exit(7)");
        host.WriteModule("c", "1.0.0", "return None");
        host.WriteModule("d", "1.0.0", "return {'success': False, 'error': 'not today', 'rollback_success': True}");
        host.WriteModule("e", "1.0.0", "import os; os.kill(os.getpid(), 9)");
        host.WriteModule("f", "1.0.0", "import os; os._exit(0)");
        host.WriteModule("g", "1.0.0", "return object()");
        host.WriteModule("h", "1.0.0", "import no_such_library");
        host.WriteGood("z", "1.0.0");
        await host.CommitAsync();

        var run = await host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["z 1.0.0"], host.TakeTraces());
        Assert.Contains("7 of 9 modules failed.", run.Error);
        Assert.Contains("a: RuntimeError: no room", run.Error);
        Assert.Contains("b: it ended with exit code 7", run.Error);
        Assert.Contains("c: it returned nothing, which means failure", run.Error);
        Assert.Contains("d: not today; it says that it has put back what it did", run.Error);
        Assert.Contains("e: it was ended by signal 9", run.Error);
        Assert.Contains("f: it ended without a result", run.Error);
        Assert.Contains("h: ModuleNotFoundError: No module named 'no_such_library'", run.Error);
        Assert.DoesNotContain("g: ", run.Error);
    }

    [Fact]
    public async Task New_code_that_fails_goes_and_is_not_tried_again_until_it_changes()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0");
        await host.CommitAsync();
        await host.RunWellAsync();
        host.WriteModule("a", "1.1.0", "raise RuntimeError('broken')");
        await host.CommitAsync();

        var failed = await host.RunAsync();

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("a: RuntimeError: broken; version 1.0.0 is back, and 1.1.0 is not tried again until it changes", failed.Error);
        Assert.Contains("\"a\": \"1.0.0\"", host.ReadTree("index.json"));
        host.TakeTraces();
        Assert.Equal(0, (await host.CheckAsync("--exit-code")).ExitCode);

        await host.RunWellAsync();
        Assert.Equal(["a 1.0.0"], host.TakeTraces());

        Assert.Equal(1, (await host.RunAsync("--retry")).ExitCode);

        host.WriteGood("a", "1.1.0");
        await host.CommitAsync();
        host.TakeTraces();
        await host.RunWellAsync();
        Assert.Equal(["a 1.1.0"], host.TakeTraces());
    }

    [Fact]
    public async Task After_a_first_run_that_was_stopped_the_next_one_knows_the_repository()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", host.StayMain);
        await host.CommitAsync();

        await host.StopInTheMiddleAsync("--repository", host.Repository);

        Assert.Equal((0, ""), (await host.ModulesAsync("check", "--cache", host.Cache)) is var check ? (check.ExitCode, check.Error) : default);
    }

    [Fact]
    public async Task An_index_that_its_owner_keeps_to_himself_stays_so()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0");
        await host.CommitAsync();
        await host.RunWellAsync();
        var indexes = new[] { "index.json", "modules/a/index.json" }.Select(index => Path.Combine(host.Tree, index)).ToList();
        indexes.ForEach(index => File.SetUnixFileMode(index, UnixFileMode.UserRead | UnixFileMode.UserWrite));
        host.WriteGood("a", "2.0.0");
        await host.CommitAsync();
        await host.ModulesAsync("disable", "a");
        await host.ModulesAsync("enable", "a");
        await host.ModulesAsync("branch", "a", "main");

        await host.RunWellAsync();

        Assert.All(indexes, index => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(index)));
    }

    [Fact]
    public async Task What_was_switched_since_new_code_came_stays_so_when_the_old_is_back()
    {
        const string Components = ",\"config\":{\"components\":{\"x\":true}}";
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0", more: Components);
        await host.CommitAsync();
        await host.RunWellAsync();
        host.TakeTraces();
        host.WriteModule("a", "2.0.0", "raise RuntimeError('no')", more: Components);
        host.WriteModule("0", "1.0.0", host.StayMain, ",\"priority\":1");
        await host.CommitAsync();
        await host.StopInTheMiddleAsync();

        Assert.Equal(0, (await host.ModulesAsync("disable", "a", "x")).ExitCode);
        await host.ModulesAsync("run", "--cache", host.Cache, "--only", "a");

        var index = JsonNode.Parse(host.Installed("a/index.json"))!;
        Assert.Equal(("1.0.0", false), ((string?)index["metadata"]!["schema_version"], (bool)index["config"]!["components"]!["x"]!));
    }

    [Fact]
    public async Task Code_that_is_known_to_fail_is_not_run_again_when_a_kill_kept_it_in_place()
    {
        using var host = await ModuleHost.CreateAsync();
        await host.InstallAsync(("a", "1.0.0"));
        host.WriteGood("a", "2.0.0");
        host.WriteModule("0", "1.0.0", host.StayMain, ",\"priority\":1");
        await host.CommitAsync();
        await host.StopInTheMiddleAsync();

        var unproven = JsonNode.Parse(host.ReadTree(".shipkeeper/unproven/a.json"))!;
        host.WriteBeside("tree/.shipkeeper/failed/a.json", $$$"""{"version":"2.0.0","content":"{{{unproven["content"]}}}","reason":"it failed","at":"2026-11-01T00:00:00Z","operation":"x"}""");
        host.TakeTraces();

        await host.ModulesAsync("run", "--cache", host.Cache, "--only", "a");

        Assert.Equal(["a 1.0.0"], host.TakeTraces());
    }

    [Fact]
    public async Task A_module_that_has_changed_itself_is_run_once_more()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", $"import os; first = not os.path.exists({ModuleHost.Literal(host.Traces)}); open({ModuleHost.Literal(host.Traces)}, 'a').write('ran\\n'); return not first");
        await host.CommitAsync();

        await host.RunWellAsync();

        Assert.Equal(["ran", "ran"], host.TakeTraces());
    }

    [Fact]
    public async Task A_module_that_is_switched_off_is_neither_run_nor_replaced()
    {
        using var host = await ModuleHost.CreateAsync();
        await host.InstallAsync(("a", "1.0.0"));
        Assert.Equal(0, (await host.ModulesAsync("disable", "a")).ExitCode);
        host.WriteGood("a", "2.0.0");
        await host.CommitAsync();

        await host.RunWellAsync();
        Assert.Empty(host.TakeTraces());
        Assert.Contains("newer, and the module is disabled", (await host.CheckAsync()).Output);

        Assert.Equal(0, (await host.ModulesAsync("enable", "a")).ExitCode);
        await host.RunWellAsync();
        Assert.Equal(["a 2.0.0"], host.TakeTraces());
    }

    [Fact]
    public async Task Settings_of_the_host_outlive_a_new_version()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0", more: ",\"config\":{\"components\":{\"x\":true}}");
        await host.CommitAsync();
        await host.RunWellAsync();
        Assert.Equal(0, (await host.ModulesAsync("disable", "a", "x")).ExitCode);
        host.WriteGood("a", "2.0.0", more: ",\"config\":{\"components\":{\"x\":true,\"y\":true}}");
        await host.CommitAsync();

        await host.RunWellAsync();

        Assert.Contains("\"x\": false", host.Installed("a/index.json"));
        Assert.Contains("\"y\": true", host.Installed("a/index.json"));
        Assert.Contains("2.0.0", host.Installed("a/index.json"));
    }

    [Fact]
    public async Task A_module_can_come_from_a_branch_of_its_own()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0");
        host.WriteGood("b", "1.0.0");
        await host.CommitAsync();
        await host.RunWellAsync();
        await host.GitAsync("checkout", "--quiet", "-b", "beta");
        host.WriteGood("a", "2.0.0");
        host.WriteGood("b", "2.0.0");
        await host.CommitAsync();
        await host.GitAsync("checkout", "--quiet", "main");
        Assert.Equal(0, (await host.ModulesAsync("branch", "a", "beta")).ExitCode);
        host.TakeTraces();

        await host.RunWellAsync();

        Assert.Equal(["a 2.0.0", "b 1.0.0"], host.TakeTraces());

        host.WriteGood("a", "3.0.0");
        await host.CommitAsync();
        Assert.Equal(0, (await host.ModulesAsync("branch", "a", "--usual")).ExitCode);
        await host.RunWellAsync();

        Assert.Equal(["a 3.0.0", "b 1.0.0"], host.TakeTraces());
    }

    [Fact]
    public async Task Only_the_named_modules_are_brought_in_and_run()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0");
        host.WriteGood("b", "1.0.0");
        await host.CommitAsync();

        await host.RunWellAsync("--only", "b");

        Assert.Equal(["b 1.0.0"], host.TakeTraces());
        Assert.False(host.IsInstalled("a"));
        Assert.Equal(2, (await host.RunAsync("--only", "nobody")).ExitCode);
    }

    [Fact]
    public async Task Modules_that_are_not_installed_can_be_left_alone()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0");
        await host.CommitAsync();

        await host.RunWellAsync("--no-new");

        Assert.False(host.IsInstalled("a"));
    }

    [Fact]
    public async Task A_check_tells_what_is_newer_and_changes_nothing_outside_of_its_cache()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0");
        await host.CommitAsync();
        await host.RunWellAsync();
        host.WriteGood("a", "1.0.1");
        host.WriteGood("b", "1.0.0");
        await host.CommitAsync();
        var before = host.Fingerprint();

        var check = await host.CheckAsync("--exit-code");

        Assert.Equal(10, check.ExitCode);
        Assert.Equal("MODULE  INSTALLED  AVAILABLE\na       1.0.0      1.0.1      newer\nb                  1.0.0      new\n", check.Output);
        Assert.Equal(before, host.Fingerprint());
        Assert.Equal(0, (await host.CheckAsync()).ExitCode);
    }

    [Fact]
    public async Task A_repository_that_cannot_be_reached_fails_the_run_and_the_check()
    {
        using var host = await ModuleHost.CreateAsync();
        await host.InstallAsync(("a", "1.0.0"));
        Directory.Move(host.Repository, host.Repository + ".gone");

        var (run, check) = (await host.RunAsync(), await host.CheckAsync());

        Assert.Equal((1, 1), (run.ExitCode, check.ExitCode));
        Assert.Contains("git.failed", run.Error);
        Assert.Empty(host.TakeTraces());
    }

    [Fact]
    public async Task A_second_run_waits_for_the_first_when_it_is_told_to()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", $"open({ModuleHost.Literal(host.Traces)}, 'w').close(); open({ModuleHost.Literal(host.Traces)}).close(); return True");
        await host.MakeMeetingPlaceAsync();
        await host.CommitAsync();
        var first = host.RunAsync();
        await Task.Run(() => File.OpenRead(host.Traces).Dispose(), TestContext.Current.CancellationToken);

        var tooShort = await host.RunAsync("--wait", "1s");
        var second = host.ModulesAsync("run", "--cache", host.Cache, "--only", "a", "--wait", "60s");
        await Task.Run(() => new FileStream(host.Traces, FileMode.Open, FileAccess.Write).Dispose(), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await first).ExitCode);
        await Task.Run(() => File.OpenRead(host.Traces).Dispose(), TestContext.Current.CancellationToken);
        await Task.Run(() => new FileStream(host.Traces, FileMode.Open, FileAccess.Write).Dispose(), TestContext.Current.CancellationToken);

        Assert.Equal(6, tooShort.ExitCode);
        Assert.Equal(0, (await second).ExitCode);
        Assert.Contains("waiting: ", tooShort.Output + tooShort.Error);
    }

    [Fact]
    public async Task A_second_run_says_who_holds_the_lock_and_does_nothing()
    {
        using var host = await ModuleHost.CreateAsync();
        host.WriteModule("a", "1.0.0", $"open({ModuleHost.Literal(host.Traces)}, 'w').close(); open({ModuleHost.Literal(host.Traces)}).close(); return True");
        await host.MakeMeetingPlaceAsync();
        await host.CommitAsync();
        var first = host.RunAsync();
        await Task.Run(() => File.OpenRead(host.Traces).Dispose(), TestContext.Current.CancellationToken);

        var second = await host.RunAsync();
        await Task.Run(() => new FileStream(host.Traces, FileMode.Open, FileAccess.Write).Dispose(), TestContext.Current.CancellationToken);

        Assert.Equal(6, second.ExitCode);
        Assert.Contains("has been running 'modules run' since", second.Error);
        Assert.Equal(0, (await first).ExitCode);
    }

    [Fact]
    public async Task Modules_of_one_priority_run_side_by_side_when_that_is_asked_for()
    {
        using var host = await ModuleHost.CreateAsync();
        foreach (var name in new[] { "a", "b" })
        {
            // Each waits for the other: one after the other, neither would end.
            host.WriteModule(name, "1.0.0", $"""
                import os, time
                    open({ModuleHost.Literal(host.Traces)} + '.{name}', 'w')
                    end = time.monotonic() + 20
                    while not all(os.path.exists({ModuleHost.Literal(host.Traces)} + other) for other in ('.a', '.b')):
                        if time.monotonic() > end: return None
                        time.sleep(0.01)
                    return True
                """);
        }

        await host.CommitAsync();

        await host.RunWellAsync("--parallel", "2");
    }
}
