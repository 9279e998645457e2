using System.Text.Json;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Tests.Simulated;

/// <summary>One operation on a table: a plan, the kinds it is made of, a journal in memory and a clock that jumps to whoever waits for it.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly SimulatedProcess _process;
    private readonly StepKinds _kinds;
    private readonly Undoing _undoing;

    public Workbench(Plan plan, params IEnumerable<IStepKind> kinds)
    {
        _process = new(seed: 1, Time);
        _kinds = new(kinds);
        _undoing = new(Time);
        Operation = new("01JZ0000000000000000000000", plan, new MemoryJournal(Records, _process, Time));
        Add(JournalEvent.Planned);
    }

    public ManualTime Time { get; } = new();

    public List<JournalRecord> Records { get; } = [];

    public Operation Operation { get; }

    public IOperationView View { get; set; } = Silence.View;

    /// <summary>What happened, in order, as the kinds of a test tell it.</summary>
    public List<string> Told { get; } = [];

    /// <summary>The journal without its first line: <c>StepBegun 1.1</c>.</summary>
    public IEnumerable<string> Lines => Records.Skip(1).Select(record => $"{record.Event} {record.Step}".TrimEnd());

    public static Step Step(string kind) => new(kind, JsonSerializer.SerializeToElement(new { }), "because");

    public static Stage Stage(params string[] kinds) => StageOf(StageRole.Change, kinds);

    public static Stage StageOf(StageRole role, params string[] kinds) => new(role, [.. kinds.Select(Step)]);

    public static Plan Plan(OperationMode mode, params Stage[] stages) =>
        new() { Verb = "test", Mode = mode, Stages = stages, UndoWindow = TimeSpan.FromMinutes(5) };

    public Workbench Add(JournalEvent journalEvent, string? step = null)
    {
        Records.Add(new(Records.Count + 1, Time.GetUtcNow(), journalEvent, step, null, JournalLine.Origin));
        return this;
    }

    public Outcome Run(CancellationToken stop = default) => Result(() => new Executor(_kinds, _undoing).RunAsync(Operation, View, stop));

    public Outcome Recover(CancellationToken ct = default) => Result(() => Recovery.EndAsync(Operation, View, ct));

    public Outcome Resume() => Result(() => Recovery.ResumeAsync(Operation, new Dictionary<string, string>(), View));

    public Outcome Abandon() => Result(() => Recovery.AbandonAsync(Operation, View));

    public void Dispose() => _process.Dispose();

    private Recovery Recovery => new(_kinds, _undoing, new Leftovers(Told), Time);

    private Outcome Result(Func<Task<Outcome>> work) => _process.Run(work).GetAwaiter().GetResult();

    private sealed class Leftovers(List<string> told) : ILeftovers
    {
        public Task EndAsync(string operationId, CancellationToken ct)
        {
            told.Add("leftovers ended");
            return Task.CompletedTask;
        }
    }
}
