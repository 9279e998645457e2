using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Modules;

[Trait("Needs", "python")]
public sealed class ModuleSkeletonTests
{
    [Theory]
    [InlineData("sh")]
    [InlineData("python")]
    [InlineData("csharp")]
    public async Task A_first_module_passes_its_own_test(string language)
    {
        using var folder = new TemporaryFolder();
        var written = await CommandRun.OfAsync("modules", "new", "greeting", "--language", language, "--path", folder.Path);
        Assert.Equal((0, "modules/greeting: written; 'modules/greeting/test' tests it\n"), (written.ExitCode, written.Output));

        var tested = await RunAsync(Path.Combine(folder.Path, "modules/greeting/test"));

        Assert.True(tested.Ok, tested.Output + tested.ErrorOutput);
        Assert.Equal(4, tested.Output.Split('\n').Count(line => line.StartsWith("passed: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task It_runs_as_a_module()
    {
        using var host = await ModuleHost.CreateAsync();
        Assert.Equal(0, (await CommandRun.OfAsync("modules", "new", "greeting", "--path", host.Repository)).ExitCode);
        var target = host.Traces;
        host.Write("modules/greeting/index.json", $$$"""{"metadata":{"schema_version":"1.0.0"},"config":{"path":"{{{target}}}","text":"hello"} }""");
        await host.CommitAsync();

        await host.RunWellAsync();

        Assert.Equal(["hello"], host.TakeTraces());
    }

    [Fact]
    public async Task One_that_is_there_is_not_touched()
    {
        using var folder = new TemporaryFolder();
        folder.Write("modules/greeting/mine", "mine");

        Assert.Equal(3, (await CommandRun.OfAsync("modules", "new", "greeting", "--path", folder.Path)).ExitCode);
        Assert.Equal(2, (await CommandRun.OfAsync("modules", "new", "../greeting", "--path", folder.Path)).ExitCode);
        Assert.Equal("mine", folder.Read("modules/greeting/mine"));
    }

    [Theory]
    [InlineData("updates")]
    [InlineData("os-packages")]
    public async Task A_new_one_is_not_called_like_what_is_there_already(string name)
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(2, (await CommandRun.OfAsync("modules", "new", name, "--path", folder.Path)).ExitCode);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "modules")));
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_not_made()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.OfAsync("modules", "new", "greeting", "--path", Path.Combine(folder.Path, "none"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"there is no folder {folder.Path}/none.\n  try: git init {folder.Path}/none\n", run.Error);
    }

    private static Task<ToolResult> RunAsync(string script) =>
        ((IToolRunner)new ToolRunner(TimeProvider.System)).RunAsync(ToolCall.Of("sh", script), TestContext.Current.CancellationToken);
}
