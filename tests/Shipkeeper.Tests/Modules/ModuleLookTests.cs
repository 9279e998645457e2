using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Modules;

/// <summary>What <c>list</c>, <c>check</c> and <c>status</c> tell besides what a run would do.</summary>
[Trait("Needs", "python")]
public sealed class ModuleLookTests
{
    [Fact]
    public async Task A_repository_can_be_looked_at_before_there_is_a_tree()
    {
        using var host = await CreateAsync();

        var check = await host.CheckAsync();

        Assert.Equal((0, ""), (check.ExitCode, check.Error));
        Assert.Equal("MODULE  INSTALLED  AVAILABLE\na                  1.0.0      new\n", check.Output);
        Assert.False(Directory.Exists(host.Tree));
    }

    [Fact]
    public async Task Several_may_look_at_once_though_git_lets_only_one_of_them_fetch()
    {
        using var host = await CreateAsync();
        await host.CheckAsync();
        foreach (var version in (string[])["1.1.0", "1.2.0", "1.3.0"])
        {
            host.WriteGood("a", version);
            await host.CommitAsync();

            var checks = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.CheckAsync()));

            Assert.All(checks, check => Assert.Equal((0, ""), (check.ExitCode, check.Error)));
            Assert.All(checks, check => Assert.Contains(version, check.Output));
        }
    }

    [Fact]
    public async Task Whoever_waits_for_another_to_fetch_can_be_stopped()
    {
        using var host = await CreateAsync();
        await host.CheckAsync();
        using var other = Assert.IsType<FolderHold>(FolderHold.TryTake(host.Cache));
        using var stop = new CancellationTokenSource();

        var check = CommandRun.OfAsync(["modules", "check", "--path", host.Tree, "--cache", host.Cache, "--repository", host.Repository], stop.Token);
        while (!check.IsCompleted && !File.ReadLines("/proc/locks").Any(IsOurWait))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();

        Assert.Equal(130, (await check).ExitCode);
    }

    [Fact]
    public async Task What_is_older_in_the_repository_or_gone_from_it_stays_and_is_told()
    {
        using var host = await CreateAsync();
        host.WriteGood("b", "2.0.0");
        await host.CommitAsync();
        await host.RunWellAsync();
        host.WriteGood("b", "1.0.0");
        await host.GitAsync("rm", "--quiet", "-r", "modules/a");
        await host.CommitAsync();

        var check = await host.CheckAsync("--exit-code");

        Assert.Equal(0, check.ExitCode);
        Assert.Contains("a       1.0.0                 not in the repository any more; it stays", check.Output);
        Assert.Contains("b       2.0.0      1.0.0      older, and left alone", check.Output);
        host.TakeTraces();
        await host.RunWellAsync();
        Assert.Equal(["a 1.0.0", "b 2.0.0"], host.TakeTraces());
    }

    [Fact]
    public async Task A_folder_without_an_index_is_no_module_and_not_passed_over_in_silence()
    {
        using var host = await CreateAsync();
        host.Write("modules/forgotten/__init__.py", "");
        host.WriteBeside("tree/modules/lost/__init__.py", "");
        await host.ToolAsync("ln", "-s", "a", Path.Combine(host.Repository, "modules/linked"));
        await host.CommitAsync();

        foreach (var name in new[] { "forgotten", "linked" })
        {
            Assert.Contains($"warning modules/{name} of the repository is no folder with an index.json, so it is no module", (await host.CheckAsync()).Output);
        }

        Assert.Contains("warning " + Path.Combine(host.Tree, "modules/lost") + " has no index.json, so it is no module", (await host.ModulesAsync("list")).Output);
    }

    [Fact]
    public async Task A_list_says_when_the_index_of_the_tree_cannot_be_read()
    {
        using var host = await CreateAsync();
        await host.RunWellAsync();
        host.WriteBeside("tree/index.json", "{");

        var list = await host.ModulesAsync("list");

        Assert.Equal(0, list.ExitCode);
        Assert.Contains("a       1.0.0", list.Output);
        Assert.Contains($"warning {host.Tree}/index.json cannot be read", list.Output);
    }

    [Fact]
    public async Task The_status_says_which_components_are_switched_off()
    {
        using var host = await CreateAsync(more: ""","config":{"components":{"logs":true,"redirects":{"size":1},"old":"false"}}""");
        await host.RunWellAsync();

        await host.ModulesAsync("disable", "a", "redirects");

        Assert.Contains("components  logs, redirects (disabled), old (disabled)\n", (await host.ModulesAsync("status", "a")).Output);
    }

    [Fact]
    public async Task A_module_that_is_a_link_out_of_the_tree_stops_no_other()
    {
        using var host = await CreateAsync();
        await host.InstallAsync(("b", "1.0.0"));
        Directory.Move(Path.Combine(host.Tree, "modules/b"), host.PathOf("elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(host.Tree, "modules/b"), host.PathOf("elsewhere"));

        var (list, run) = (await host.ModulesAsync("list"), await host.RunAsync());

        Assert.Equal((0, 1), (list.ExitCode, run.ExitCode));
        Assert.Contains("symbolic link", list.Output);
        Assert.Equal(["a 1.0.0"], host.TakeTraces());
    }

    [Theory]
    [InlineData("modules/b/notes.txt", "a folder without index.json")]
    [InlineData("modules/b", "a file")]
    public async Task What_stands_in_the_place_of_a_module_stays_and_fails_that_module_alone(string place, string what)
    {
        using var host = await CreateAsync();
        host.WriteGood("b", "1.0.0");
        await host.CommitAsync();
        host.WriteBeside($"tree/{place}", "mine");

        var check = await host.CheckAsync();
        Assert.Equal((1, "new"), (check.ExitCode, check.Output.Split('\n').Single(line => line.StartsWith("a ", StringComparison.Ordinal)).Split(' ')[^1]));
        var run = await host.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"    b: module 'b' is not taken: {host.Tree}/modules/b is there already, and is {what}.\n", run.Error);
        Assert.Equal(["a 1.0.0"], host.TakeTraces());
        Assert.Equal("mine\n", host.ReadTree(place));
        Assert.Equal(0, (await host.RunAsync("--no-new")).ExitCode);
        Directory.Move(Path.Combine(host.Tree, "modules/b"), host.PathOf("moved"));
        await host.RunWellAsync();
    }

    [Fact]
    public async Task A_folder_without_anything_in_it_is_in_nobodys_way()
    {
        using var host = await CreateAsync();
        Directory.CreateDirectory(Path.Combine(host.Tree, "modules/a"));

        await host.RunWellAsync();

        Assert.Equal(["a 1.0.0"], host.TakeTraces());
    }

    [Fact]
    public async Task A_list_does_not_call_failed_what_was_stopped()
    {
        using var host = await CreateAsync();
        host.WriteModule("b", "1.0.0", host.StayMain);
        await host.CommitAsync();
        await host.StopInTheMiddleAsync("--repository", host.Repository, "--only=b");

        Assert.Contains("b       1.0.0    100              stopped", (await host.ModulesAsync("list")).Output);
    }

    [Fact]
    public async Task A_repository_from_before_modules_is_told_with_what_runs_it()
    {
        using var host = await ModuleHost.CreateAsync();
        host.Write("manifest.json", "{}");
        await host.CommitAsync();

        Assert.Contains("has no modules; what its manifest.json names is run with --legacy", (await host.CheckAsync()).Output);
    }

    [Fact]
    public async Task A_list_marks_what_failed_when_it_ran_last()
    {
        using var host = await CreateAsync();
        host.WriteModule("bad", "1.0.0", "raise RuntimeError('no')");
        await host.CommitAsync();
        await host.RunAsync();

        Assert.Contains("bad     1.0.0    100              failed  RuntimeError: no\n", (await host.ModulesAsync("list")).Output);

        await host.RunAsync("--only=a");
        Assert.Contains("failed", (await host.ModulesAsync("list")).Output);
        host.WriteModule("bad", "1.0.1", "return True");
        await host.CommitAsync();
        await host.RunWellAsync();
        Assert.DoesNotContain("failed", (await host.ModulesAsync("list")).Output);
    }

    [Fact]
    public async Task A_name_that_is_not_installed_is_met_with_the_one_that_was_meant_and_a_missing_one_is_named()
    {
        using var host = await CreateAsync();
        await host.InstallAsync(("backup", "1.0.0"));

        Assert.Contains("no module 'bakcup' is installed; did you mean 'backup'?\n", (await host.ModulesAsync("status", "bakcup")).Error);
        Assert.Contains("error: <module> is missing.\n", (await host.ModulesAsync("status")).Error);
    }

    [Fact]
    public async Task A_tree_of_built_in_modules_alone_is_compared_with_nothing()
    {
        using var host = new ModuleHost();
        Assert.Equal(0, (await host.ModulesAsync("enable", "disk-space")).ExitCode);
        Assert.Equal(0, (await host.ModulesAsync("disable", "disk-space")).ExitCode);

        Assert.Equal("disk-space: disabled, and not asked\n", (await host.ModulesAsync("check", "--cache", host.Cache, "--ask")).Output);
    }

    [Fact]
    public async Task A_failure_is_told_once_and_the_command_that_is_proposed_looks_at_the_same_tree()
    {
        using var host = await CreateAsync();
        host.WriteModule("a", "1.0.0", "raise RuntimeError('no')");
        await host.CommitAsync();

        var run = await host.RunAsync();

        Assert.Contains("failed  run of module a: RuntimeError: no", run.Output);
        Assert.DoesNotContain("done    run of module a", run.Output);
        Assert.Contains($"try: shipkeeper modules status --path {host.Tree} a\n", run.Error);
    }

    [Fact]
    public async Task A_check_that_could_not_compare_a_module_has_failed()
    {
        using var host = await CreateAsync();
        host.Write("modules/b/index.json", "{]");
        await host.CommitAsync();

        var check = await host.CheckAsync("--exit-code");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains("a                  1.0.0      new", check.Output);
        Assert.Contains("1 of 2 modules of the repository cannot be taken", check.Error);
        Assert.Contains("modules/b/index.json cannot be read: from line 1 on it is no JSON that can be read.", check.Error);
    }

    [Fact]
    public async Task The_log_says_why_a_module_failed()
    {
        using var host = await CreateAsync();
        host.WriteModule("b", "1.0.0", "return None");
        await host.CommitAsync();

        await host.RunAsync();

        Assert.Contains("[ERROR] b: it returned nothing, which means failure\n", host.Log);
    }

    private static async Task<ModuleHost> CreateAsync(string more = "")
    {
        var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0", more: more);
        await host.CommitAsync();
        return host;
    }

    private static bool IsOurWait(string line) => line.Contains("-> FLOCK") && line.Contains($" {Environment.ProcessId} ");
}
