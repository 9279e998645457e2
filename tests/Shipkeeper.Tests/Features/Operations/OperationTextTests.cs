using System.Text.Json;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Features.Operations;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Tests.Features.Operations;

public sealed class OperationTextTests
{
    private const string Id = "01KAJ0W3N00000000000000000";

    private static readonly Plan Plan = new()
    {
        Verb = "start",
        Mode = OperationMode.ForwardOnly,
        Stages =
        [
            Stage.Of(new Step("converge-services", JsonDocument.Parse("""{"release":1}""").RootElement, "application: start api")),
            Stage.Of(new Step("open-gate", JsonDocument.Parse("""{"release":1}""").RootElement, "application: every service is good")),
        ],
    };

    [Fact]
    public void One_that_went_well() => Agreed(
        Kept(
            new(JournalEvent.Running),
            new(JournalEvent.StepAlreadyDone, "1.1"),
            new(JournalEvent.StepBegun, "2.1"),
            new(JournalEvent.StepNoted, "2.1", Facts(("api", "open: healthy, after 1.20 s (state running, health healthy)"))),
            new(JournalEvent.StepDone, "2.1"),
            new(JournalEvent.Succeeded)),
        "succeeded");

    [Fact]
    public void One_that_failed() => Agreed(
        Kept(
            new(JournalEvent.Running),
            new(JournalEvent.StepBegun, "1.1"),
            new(JournalEvent.StepDone, "1.1"),
            new(JournalEvent.StepBegun, "2.1"),
            new(JournalEvent.StepFailed, "2.1", Facts(("code", "gate.closed"), ("message", "'api' did not become good: ended with exit code 1.\napi: last reading: state exited"))),
            new(JournalEvent.Interrupted, Facts: Facts(("code", "gate.closed"), ("message", "'api' did not become good: ended with exit code 1.")))),
        "failed");

    [Fact]
    public void One_that_a_dead_process_left() => Agreed(Kept(new(JournalEvent.Running), new(JournalEvent.StepBegun, "1.1")), "unfinished");

    [Theory]
    [InlineData(JournalEvent.RolledBack, "rolled-back")]
    [InlineData(JournalEvent.Stuck, "stuck")]
    [InlineData(JournalEvent.Abandoned, "abandoned")]
    [InlineData(JournalEvent.Interrupted, "interrupted")]
    public void States_have_the_names_of_the_documentation(JournalEvent end, string state) =>
        Assert.Equal(state, OperationReport.Of(Kept(new(JournalEvent.Running), new(end, Facts: Facts(("message", "because"))))).State);

    private static KeptOperation Kept(params JournalEntry[] entries)
    {
        var planned = new JournalEntry(JournalEvent.Planned, Facts: Facts(("operation", Id), ("verb", "start"), ("actor", "ann@harbour"), ("plan", Plan.ComputeHash())));
        return new(Id, Plan, [.. entries.Prepend(planned).Select((entry, index) =>
            new JournalRecord(index + 1, Samples.Now.AddMilliseconds(250 * index), entry.Event, entry.Step, entry.Facts, JournalLine.Origin))]);
    }

    private static Dictionary<string, string> Facts(params (string Name, string Value)[] facts) => facts.ToDictionary(fact => fact.Name, fact => fact.Value);

    private static void Agreed(KeptOperation kept, string name)
    {
        Golden.Matches(string.Join('\n', OperationText.Lines(kept, new Style(colour: false))), $"{name}.txt");
        Golden.Matches(JsonSerializer.Serialize(OperationDetails.Of(kept), OperationsJson.Default.OperationDetails), $"{name}.json");
    }
}
