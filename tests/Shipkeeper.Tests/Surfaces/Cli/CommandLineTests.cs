using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Tests.Surfaces.Cli;

/// <summary>The command line as a whole, for what goes wrong before anything is done.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("deploy", "Unrecognized command or argument 'deploy'")]
    [InlineData("start --hurry", "Unrecognized command or argument '--hurry'")]
    [InlineData("rollback --hurry", "Unrecognized command or argument '--hurry'")]
    [InlineData("rollback web -y", "Unrecognized command or argument '-y'")]
    [InlineData("shell --user=root", "Unrecognized command or argument '--user=root'")]
    [InlineData("start --infra-only --app-only", "--infra-only and --app-only exclude each other.")]
    [InlineData("completion tcsh", "'tcsh'")]
    [InlineData("logs --tail many", "'many'")]
    [InlineData("teardown --yes=perhaps", "'perhaps'")]
    public async Task What_is_not_understood_is_an_error_and_nothing_is_done(string words, string problem)
    {
        var run = await CommandRun.OfAsync(words.Split(' '));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains(problem, run.Error);
        Assert.Contains("--help\n", run.Error);
        Assert.EndsWith("(usage; 'shipkeeper explain usage' says more)\n", run.Error);
    }

    [Fact]
    public async Task Several_mistakes_are_said_at_once()
    {
        var run = await CommandRun.OfAsync("start", "--one", "--two");

        Assert.Contains("'--one'", run.Error);
        Assert.Contains("'--two'", run.Error);
    }

    [Fact]
    public async Task Outside_of_a_platform_directory_the_place_is_named()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.OfAsync("-C", folder.Path, "status");

        Assert.Equal((2, "", $"error: there is no shipkeeper.yaml in {folder.Path} or above it."), (run.ExitCode, run.Output, run.Error.Split('\n')[0]));
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("compose -- ps")]
    public async Task What_is_interrupted_before_it_began_did_nothing_and_says_so(string words)
    {
        using var folder = new TemporaryFolder();
        folder.Write("shipkeeper.yaml", "platform: shop");
        folder.Write("compose.yaml", "services: {}");

        var run = await CommandRun.OfAsync(["-C", folder.Path, .. words.Split(' ')], new CancellationToken(canceled: true));

        Assert.Equal(new CommandRun(130, "", "interrupted: nothing was done\n"), run);
    }

    [Fact]
    public async Task The_version_is_one_line() => Assert.Equal(new CommandRun(0, CommandLineProgram.Version + "\n", ""), await CommandRun.OfAsync("--version"));

    [Fact]
    public async Task Without_a_command_there_is_help()
    {
        var run = await CommandRun.OfAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Commands:", run.Output);
    }
}
