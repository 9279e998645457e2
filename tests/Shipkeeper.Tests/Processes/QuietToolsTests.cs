using Shipkeeper.Engine;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Processes;

public sealed class QuietToolsTests
{
    private const string Secret = "correct horse battery staple";

    private readonly IToolRunner _tools = new QuietTools(new ToolRunner(TimeProvider.System) { Grace = TimeSpan.FromMilliseconds(200) }, new([Secret]));

    [Fact]
    public async Task Errors_and_lines_have_no_secret_in_them()
    {
        var lines = new List<string>();

        var result = await _tools.RunAsync(
            ToolCall.Of("sh", "-c", $"echo 'said {Secret}' >&2"), new ToolPipes { OnErrorLine = lines.Add }, TestContext.Current.CancellationToken);

        Assert.Equal(("said ***\n", "said ***"), (result.ErrorOutput, Assert.Single(lines)));
    }

    [Fact]
    public async Task The_last_words_of_a_program_that_was_killed_have_no_secret_in_them()
    {
        var call = ToolCall.Of("sh", "-c", $"echo 'said {Secret}' >&2; sleep 60") with { TimeLimit = TimeSpan.FromSeconds(1) };

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => _tools.RunAsync(call, TestContext.Current.CancellationToken));

        Assert.Equal("tools.timeout", error.Code.Name);
        Assert.Equal("said ***", Assert.Single(error.Details));
    }
}
