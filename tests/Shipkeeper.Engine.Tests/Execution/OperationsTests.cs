using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Engine.Tests.Simulated;

namespace Shipkeeper.Engine.Tests.Execution;

public sealed class OperationsTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly List<string> _told = [];
    private readonly SimulatedProcess _process;
    private readonly MemoryStore _store;

    public OperationsTests()
    {
        _process = new(seed: 1, _time);
        _store = new(_process, _time, _told);
    }

    public void Dispose() => _process.Dispose();

    [Fact]
    public void A_change_is_planned_under_the_lock_then_recorded_then_run()
    {
        var outcome = Run(PlanOf("change"));

        Assert.Equal(OperationState.Succeeded, outcome?.State);
        Assert.Equal(["lock taken for upgrade", "planned", "operation created by anna", "lock names 01", "applied", "lock free"], _told);
    }

    [Fact]
    public void An_unfinished_operation_is_ended_before_anything_is_planned()
    {
        _store.Leave(PlanOf("change"), JournalEvent.Planned, JournalEvent.Running);

        Run(PlanOf("change"));

        Assert.Equal(OperationState.RolledBack, _store.Unfinished?.Progress.State);
        Assert.Equal(["lock taken for upgrade", "leftovers ended", "planned"], _told.Take(3));
    }

    [Fact]
    public void A_stuck_operation_blocks_every_other()
    {
        _store.Leave(PlanOf("change"), JournalEvent.Planned, JournalEvent.Running, JournalEvent.Undoing, JournalEvent.Stuck);

        var error = Assert.Throws<ShipkeeperException>(() => Run(PlanOf("change")));

        Assert.Equal(("operation.stuck", "operation 01 is stuck", "mend what stands in its way, then: shipkeeper resume"), (error.Code.Name, error.Message, error.Hint));
        Assert.Equal(["lock taken for upgrade", "lock free"], _told);
    }

    [Fact]
    public void An_operation_that_gets_stuck_in_recovery_blocks_too()
    {
        _store.Leave(PlanOf("change"), [JournalEvent.Planned, .. Enumerable.Repeat(JournalEvent.RecoveryAttempt, Recovery.MaximumAttempts)]);

        var error = Assert.Throws<ShipkeeperException>(() => Run(PlanOf("change")));

        Assert.Equal("operation 01 is stuck: operation 01 could not be ended in 5 attempts.", error.Message);
        Assert.DoesNotContain("planned", _told);
    }

    [Fact]
    public void An_empty_plan_leaves_no_operation_behind()
    {
        Assert.Null(Run(Workbench.Plan(OperationMode.Undo)));
        Assert.Equal(["lock taken for upgrade", "planned", "lock free"], _told);
    }

    [Fact]
    public void A_plan_that_cannot_be_run_leaves_no_operation_behind()
    {
        Assert.Throws<ShipkeeperException>(() => Run(PlanOf("unheard-of")));
        Assert.Throws<InvalidOperationException>(() => Run(PlanOf("one-way")));
        Assert.DoesNotContain(_told, line => line.StartsWith("operation created", StringComparison.Ordinal));
    }

    private static Plan PlanOf(string kind) => Workbench.Plan(OperationMode.Undo, Workbench.Stage(kind));

    private Outcome? Run(Plan plan)
    {
        StepKinds kinds = new([new ActingKind("change") { Apply = _ => Tell("applied") }, new ActingKind("one-way") { CanUndo = false }]);
        var undoing = new Undoing(_time);
        var operations = new Operations(
            new MemoryLock(_told), _store, new(kinds, undoing), new(kinds, undoing, new Leftovers(_told), _time));
        return _process.Run(() => operations.RunAsync("upgrade", _ => MakePlanAsync(plan), Silence.View, CancellationToken.None)).GetAwaiter().GetResult();
    }

    private async Task<Plan> MakePlanAsync(Plan plan)
    {
        await Tell("planned");
        return plan;
    }

    private Task Tell(string what)
    {
        _told.Add(what);
        return Task.CompletedTask;
    }

    private sealed class Leftovers(List<string> told) : ILeftovers
    {
        public Task EndAsync(string operationId, CancellationToken ct)
        {
            told.Add("leftovers ended");
            return Task.CompletedTask;
        }
    }

    private sealed class MemoryStore(SimulatedProcess process, TimeProvider time, List<string> told) : IOperationStore
    {
        public Operation? Unfinished { get; private set; }

        public void Leave(Plan plan, params IEnumerable<JournalEvent> events) =>
            Unfinished = new("01", plan, new MemoryJournal(
                [.. events.Select((name, index) => new JournalRecord(index + 1, time.GetUtcNow(), name, null, null, JournalLine.Origin))], process, time));

        public Task<Operation> CreateAsync(Plan plan, string actor)
        {
            told.Add($"operation created by {actor}");
            return Task.FromResult(new Operation("01", plan, new MemoryJournal([], process, time)));
        }

        public Task<Operation?> OpenUnfinishedAsync() => Task.FromResult(Unfinished);
    }

    private sealed class MemoryLock(List<string> told) : IOperationLock
    {
        public Task<IOperationHold> TakeAsync(string verb, CancellationToken ct)
        {
            told.Add($"lock taken for {verb}");
            return Task.FromResult<IOperationHold>(new Hold(verb, told));
        }
    }

    private sealed class Hold(string verb, List<string> told) : IOperationHold
    {
        public Holder Holder { get; } = new("anna", 1, "boot", default, verb);

        public void Name(string operationId) => told.Add($"lock names {operationId}");

        public ValueTask DisposeAsync()
        {
            told.Add("lock free");
            return ValueTask.CompletedTask;
        }
    }
}
