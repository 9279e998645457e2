using Shipkeeper.Engine;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Features.Resume;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Tests.Features.Resume;

public sealed class ResumeRulesTests
{
    private static readonly IReadOnlyList<IStepKind> Kinds = [new Returning("take-snapshot", DataCanStay: true), new Returning("keep-volume", DataCanStay: false)];
    private static readonly DateTimeOffset Began = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Without_data_to_put_back_there_is_nothing_to_decide()
    {
        Assert.Empty(ResumeRules.Decide(Stuck("converge-services", served: true), Kinds, said: null, Began));
        Assert.Equal("resume.data", Assert.Throws<ShipkeeperException>(() => ResumeRules.Decide(Stuck("converge-services", served: true), Kinds, "keep", Began)).Code.Name);
    }

    [Fact]
    public void Data_that_nobody_has_worked_with_go_back_unasked() => Assert.Empty(ResumeRules.Decide(Stuck("take-snapshot", served: false), Kinds, said: null, Began));

    [Fact]
    public void Data_that_the_application_has_worked_with_are_for_a_person_to_decide()
    {
        var error = Assert.Throws<ShipkeeperException>(() => ResumeRules.Decide(Stuck("take-snapshot", served: true), Kinds, said: null, Began.AddHours(3)));

        Assert.Equal("resume.data", error.Code.Name);
        Assert.Contains("what was written in the last 3 hours goes out of use", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keep")]
    [InlineData("restore")]
    public void What_the_person_says_stands_in_the_journal(string said) =>
        Assert.Equal(said, ResumeRules.Decide(Stuck("take-snapshot", served: true), Kinds, said, Began)["data"]);

    [Fact]
    public void Data_of_another_major_version_cannot_be_kept() => Assert.Contains(
        "cannot read the data", Assert.Throws<ShipkeeperException>(() => ResumeRules.Decide(Stuck("keep-volume", served: true), Kinds, "keep", Began)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_put_back_already_needs_no_decision() => Assert.Empty(ResumeRules.Decide(Stuck("take-snapshot", served: true, undone: true), Kinds, said: null, Began));

    private static Operation Stuck(string kind, bool served, bool undone = false)
    {
        var plan = new Plan { Verb = "upgrade", Mode = OperationMode.Undo, Stages = [Stage.Of(new Step(kind, default, "because"))] };
        JournalEvent[] events = [JournalEvent.Running, JournalEvent.StepBegun, JournalEvent.StepDone, .. served ? [JournalEvent.Serving] : Array.Empty<JournalEvent>(), .. undone ? [JournalEvent.UndoDone] : Array.Empty<JournalEvent>(), JournalEvent.Stuck];
        return new("01JZ0000000000000000000000", plan, new KnownJournal([
            .. events.Select((one, number) => new JournalRecord(number + 1, Began, one, one is JournalEvent.StepBegun or JournalEvent.StepDone or JournalEvent.UndoDone ? "1.1" : null, null, "")),
        ]));
    }

    private sealed record Returning(string Kind, bool DataCanStay) : IReturnsData
    {
        public bool CanUndo => true;

        public bool Lasts => false;

        public Task<bool> IsDoneAsync(Step step, StepScope scope, CancellationToken ct) => throw new NotSupportedException();

        public Task ApplyAsync(Step step, StepScope scope, CancellationToken ct) => throw new NotSupportedException();

        public Task SettleAsync(Step step, StepScope scope, DateTimeOffset begun, CancellationToken ct) => throw new NotSupportedException();

        public Task UndoAsync(Step step, StepScope scope, CancellationToken ct) => throw new NotSupportedException();
    }

    private sealed class KnownJournal(IReadOnlyList<JournalRecord> records) : IJournal
    {
        public IReadOnlyList<JournalRecord> Records => records;

        public Task<JournalRecord> AppendAsync(JournalEntry entry) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
