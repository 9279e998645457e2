namespace Shipkeeper.Tests.Features.Explain;

public sealed class ExplainCommandTests
{
    [Fact]
    public async Task A_code_is_explained_in_lines_of_a_terminal()
    {
        var run = await CommandRun.OfAsync("explain", "gate.closed");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Golden.Matches(run.Output, "gate.closed.txt");
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task Without_a_code_all_are_listed() =>
        Assert.Equal(ErrorCatalogue.All.Count, (await CommandRun.OfAsync("explain")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

    [Fact]
    public async Task The_nearest_code_is_offered()
    {
        var run = await CommandRun.OfAsync("explain", "gate.close");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("try: shipkeeper explain gate.closed\n", run.Error);
    }
}
