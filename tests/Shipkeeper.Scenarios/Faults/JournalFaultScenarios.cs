using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Faults;

/// <summary>
/// From its N-th write or fsync on, the disk fails. What the journal could not announce does not happen: a container exists only when the
/// record of the step that makes it was on disk before.
/// </summary>
public abstract class JournalFaultScenarios
{
    /// <summary>planned, running, and a begun and a done for each step before it: the number of the line that announces it.</summary>
    private const int LineOfTheStore = 5;
    private const int LineOfTheWeb = 10;
    private const int Lines = 17;

    private protected static async Task WalkAsync(string call, string error, string words)
    {
        foreach (var point in Settings.PartOf(Enumerable.Range(1, Lines), every: 8))
        {
            await using var platform = ScenarioPlatform.WithTwoLayers();

            var ran = (await platform.RunUnderAsync(Fault.Error(call, error, $"{point}+"), "start")).Exits(1).Says(words);

            Assert.True(ran.Errors.Contains("(journal.lost;", StringComparison.Ordinal) || ran.Errors.Contains("(file.not-written;", StringComparison.Ordinal), ran.ToString());
            Assert.True(point > LineOfTheStore || await platform.Engine.StateOfAsync("store") == "absent", $"{call} {point}: the store was not announced. {ran}");
            Assert.True(point > LineOfTheWeb || await platform.Engine.StateOfAsync("web") == "absent", $"{call} {point}: the web was not announced. {ran}");
            (await platform.RunAsync("start")).Exits(0);
            await platform.IsWholeAsync("store", "web");
        }
    }
}

public sealed class FailingSync : JournalFaultScenarios
{
    [Fact]
    public Task A_start_ends_before_the_step_whose_record_could_not_be_synced() => WalkAsync("fsync", "EIO", "Input/output error");
}

public sealed class FullDisk : JournalFaultScenarios
{
    [Fact]
    public Task A_start_ends_before_the_step_whose_record_found_no_room() => WalkAsync("pwrite64", "ENOSPC", "No space left on device");
}
