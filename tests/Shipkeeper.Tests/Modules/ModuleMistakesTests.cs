namespace Shipkeeper.Tests.Modules;

/// <summary>What a tired person types.</summary>
[Trait("Needs", "python")]
public sealed class ModuleMistakesTests
{
    [Theory]
    [InlineData("run", "--only=,", "one of its names is empty")]
    [InlineData("run", "--only=a,", "one of its names is empty")]
    [InlineData("run", "--only=nobody", "no module 'nobody'")]
    [InlineData("check", "--only=nobody", "no module 'nobody' is installed.")]
    [InlineData("check", "--only=aa", "no module 'aa' is installed; did you mean 'a'?")]
    [InlineData("run", "--parallel=x", "--parallel is a number from 1 to 64")]
    [InlineData("run", "--parallel=0", "--parallel is a number from 1 to 64")]
    [InlineData("run", "--wait=soon", "--wait is a time like 90s")]
    [InlineData("run", "--timeout=0s", "--timeout is a time like 90s")]
    public async Task An_option_that_means_nothing_runs_nothing(string verb, string option, string reason)
    {
        using var host = await CreateAsync();
        Directory.CreateDirectory(host.Tree);

        var run = await (verb == "run" ? host.RunAsync(option) : host.CheckAsync(option));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(reason, run.Error);
        Assert.Empty(host.TakeTraces());
    }

    [Theory]
    [InlineData("run", "--only=a", "--only")]
    [InlineData("run", "--no-new", "--no-new")]
    [InlineData("run", "--retry", "--retry")]
    [InlineData("run", "--parallel=2", "--parallel")]
    [InlineData("check", "--ask", "--ask")]
    [InlineData("check", "--json", "--json")]
    public async Task A_manifest_is_taken_as_a_whole(string verb, string option, string excluded)
    {
        using var host = await CreateAsync();

        var run = await (verb == "run" ? host.RunAsync("--legacy", option) : host.CheckAsync("--legacy", option));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"so it excludes {excluded}.", run.Error);
    }

    [Theory]
    [InlineData("bad..name")]
    [InlineData("a b")]
    [InlineData("x/")]
    [InlineData("x.lock")]
    [InlineData("")]
    public async Task A_branch_has_a_name_that_git_takes(string branch)
    {
        using var host = await CreateAsync();
        await host.RunWellAsync();

        var run = await host.ModulesAsync("branch", "a", branch);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is no name that a branch can have", run.Error);
    }

    [Theory]
    [InlineData]
    [InlineData("beta", "--usual")]
    public async Task A_module_comes_from_a_branch_or_from_the_usual_one(params string[] words)
    {
        using var host = await CreateAsync();
        await host.RunWellAsync();

        var run = await host.ModulesAsync("branch", ["a", .. words]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Give a branch, or --usual.", run.Error);
    }

    [Fact]
    public async Task A_cache_that_everybody_may_write_to_is_refused()
    {
        using var host = await CreateAsync();
        Directory.CreateDirectory(host.Cache);
        File.SetUnixFileMode(host.Cache, File.GetUnixFileMode(host.Cache) | UnixFileMode.OtherWrite);

        var run = await host.RunAsync();

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("everybody may write to it", run.Error);
    }

    [Theory]
    [InlineData("--repository")]
    [InlineData("--branch")]
    [InlineData("--cache")]
    [InlineData("--signers")]
    public async Task An_option_that_is_empty_is_most_often_a_variable_that_was_never_set(string option)
    {
        using var host = await CreateAsync();

        var run = await host.ModulesAsync("run", option, "");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{option} is empty.", run.Error);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    [InlineData("list")]
    public async Task A_tree_that_is_a_file_or_in_one_is_refused(string verb)
    {
        using var host = await CreateAsync();
        host.WriteBeside("file", "");

        foreach (var tree in new[] { "file", "file/tree" })
        {
            host.Tree = host.PathOf(tree);
            var run = await (verb == "run" ? host.RunAsync() : host.ModulesAsync(verb));

            Assert.Contains(run.ExitCode, new[] { 2, 3 });
            Assert.Matches("modules\\.(bad|no)-tree", run.Error);
        }
    }

    [Fact]
    public async Task Without_a_repository_nothing_is_written()
    {
        using var host = await CreateAsync();
        Directory.CreateDirectory(host.Tree);

        var run = await host.ModulesAsync("run");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("modules.no-repository", run.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(host.Tree));
    }

    [Fact]
    public async Task A_repository_without_modules_is_told_of()
    {
        using var host = await ModuleHost.CreateAsync();

        Assert.Contains($"warning {host.Repository} has no modules", (await host.CheckAsync()).Output);
        Assert.Contains($"warning {host.Repository} has no modules", (await host.RunAsync()).Output);
    }

    [Fact]
    public async Task A_module_that_is_named_and_disabled_is_told_of()
    {
        using var host = await CreateAsync();
        await host.RunWellAsync();
        await host.ModulesAsync("disable", "a");
        host.TakeTraces();

        var run = await host.RunAsync("--only", "a");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("warning module 'a' is disabled, and not run", run.Output);
        Assert.Empty(host.TakeTraces());
    }

    [Fact]
    public async Task A_cache_that_is_a_file_is_refused()
    {
        using var host = await CreateAsync();
        host.WriteBeside("cache", "");

        var run = await host.RunAsync();

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("modules.bad-cache", run.Error);
    }

    private static async Task<ModuleHost> CreateAsync()
    {
        var host = await ModuleHost.CreateAsync();
        host.WriteGood("a", "1.0.0");
        await host.CommitAsync();
        return host;
    }
}
