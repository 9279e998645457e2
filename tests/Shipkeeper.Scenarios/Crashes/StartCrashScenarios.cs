using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Crashes;

/// <summary>kill -9 at every line of the journal of a first start: the next start ends with one whole release, nobody helping.</summary>
public abstract class StartCrashScenarios
{
    private const int Lines = 26;

    private protected static Task WalkAsync(string call) => CrashWalk.WalkAsync(
        call, Lines, every: 8, () => ScenarioPlatform.WithTwoLayers(), "start", async platform =>
        {
            var interrupted = platform.Journals.All;
            (await platform.RunAsync("start")).Exits(0);
            await platform.IsWholeAsync("store", "web");
            Assert.All(interrupted.Take(1), operation => Assert.Equal(operation.Id, platform.Journals.All[0].Id));
        });
}

public sealed class StartKilledBeforeALine : StartCrashScenarios
{
    [Fact]
    public Task A_start_that_was_killed_before_a_journal_line_is_ended_by_the_next() => WalkAsync(CrashWalk.BeforeTheLine);
}

public sealed class StartKilledAfterALine : StartCrashScenarios
{
    [Fact]
    public Task A_start_that_was_killed_after_a_journal_line_is_ended_by_the_next() => WalkAsync(CrashWalk.AfterTheLine);
}

public sealed class StartKilledAtARename : StartCrashScenarios
{
    [Fact]
    public Task A_start_that_was_killed_at_a_rename_is_ended_by_the_next() => WalkAsync("rename");
}
