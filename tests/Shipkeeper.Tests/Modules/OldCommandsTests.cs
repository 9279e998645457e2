using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Modules;

/// <summary>Whoever called the updates orchestrator calls Shipkeeper: here echo stands in its place, and says how it was called.</summary>
[Trait("Needs", "python")]
public sealed class OldCommandsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("", "modules run --path TREE --verbose")]
    [InlineData("--check-only", "modules check --path TREE")]
    [InlineData("--check --branch beta", "modules check --path TREE --branch beta")]
    [InlineData("--repo-url https://git.example/u.git --local-repo /c --legacy", "modules run --path TREE --repository https://git.example/u.git --cache /c --legacy --verbose")]
    [InlineData("--modules-path /opt/u/modules/", "modules run --path /opt/u --verbose")]
    [InlineData("--modules-path /opt/u", "modules run --path /opt/u --verbose")]
    public async Task Options_of_index_py_become_those_of_shipkeeper(string options, string call) => Assert.Equal(call, await CallAsync("index.py", options));

    [Theory]
    [InlineData("", "modules run --verbose --path TREE")]
    [InlineData("--check", "modules check --path TREE")]
    [InlineData("--legacy", "modules run --legacy --verbose --path TREE")]
    [InlineData("--enable website", "modules enable website --path TREE")]
    [InlineData("--disable website", "modules disable website --path TREE")]
    [InlineData("--enable-component website redirects", "modules enable website redirects --path TREE")]
    [InlineData("--disable-component website redirects", "modules disable website redirects --path TREE")]
    [InlineData("--list-modules", "modules list --path TREE")]
    [InlineData("--status", "modules list --path TREE")]
    [InlineData("--status website", "modules status website --path TREE")]
    [InlineData("--set-module-branch website beta", "modules branch website beta --path TREE")]
    public async Task Options_of_updateManager_become_those_of_shipkeeper(string options, string call) => Assert.Equal(call, await CallAsync("updateManager.sh", options));

    [Theory]
    [InlineData("index.py", "--no-such-option")]
    [InlineData("updateManager.sh", "--no-such-option")]
    [InlineData("updateManager.sh", "\"\"")]
    [InlineData("updateManager.sh", "--enable")]
    [InlineData("updateManager.sh", "--check now")]
    [InlineData("updateManager.sh", "--set-module-branch website")]
    public async Task What_is_not_understood_does_nothing(string command, string options) => Assert.Equal("exit code 2", await CallAsync(command, options));

    [Fact]
    public async Task Every_option_that_they_give_is_one_that_shipkeeper_takes()
    {
        foreach (var line in new[] { "run --repository x --branch b --cache c --legacy --verbose", "check --path t --branch b --legacy", "status m --path t", "branch m b --path t", "enable m c --path t" })
        {
            Assert.Equal(0, (await CommandRun.OfAsync(["modules", .. line.Split(' '), "--help"])).ExitCode);
        }
    }

    [Fact]
    public async Task What_was_in_their_place_is_kept_and_a_second_time_changes_nothing()
    {
        _folder.Write("index.py", "old");

        var first = await CommandRun.OfAsync("modules", "install", "--path", _folder.Path);
        var second = await CommandRun.OfAsync("modules", "install", "--path", _folder.Path);

        Assert.Equal($"{_folder.Path}/shipkeeper: Shipkeeper {ProgramVersion.Text}\n{_folder.Path}: index.py and updateManager.sh now call Shipkeeper\n", first.Output);
        Assert.Equal($"{_folder.Path}: nothing to do\n", second.Output);
        Assert.Equal("old", _folder.Read(".shipkeeper/orchestrator/index.py"));
    }

    public void Dispose() => _folder.Dispose();

    /// <returns>How Shipkeeper was called, with TREE for the tree; or the exit code, where it was not.</returns>
    private async Task<string> CallAsync(string command, string options)
    {
        Assert.Equal(0, (await CommandRun.OfAsync("modules", "install", "--path", _folder.Path)).ExitCode);

        // By its interpreter: a file that was just written cannot be run while another test starts a program.
        var call = ToolCall.Of(command.EndsWith(".py", StringComparison.Ordinal) ? "python3" : "sh", [Path.Combine(_folder.Path, command), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('"'))]) with
        {
            Environment = ToolEnvironment.OfOurs([new("SHIPKEEPER", "/bin/echo")]),
        };
        var result = await ((IToolRunner)new ToolRunner(TimeProvider.System)).RunAsync(call, TestContext.Current.CancellationToken);
        return result.Ok ? result.Output.Trim().Replace(_folder.Path, "TREE") : $"exit code {result.ExitCode}";
    }
}
