using System.Text;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Engine.Tests.Simulated;

namespace Shipkeeper.Engine.Tests.Execution;

internal enum Verb
{
    Ask,
    Apply,
    Settle,
    Undo,
    EndLeftovers,
}

/// <summary>One call of the kernel to the world, and how many lines the journal had then.</summary>
internal sealed record Call(int Life, Verb Verb, StepId Step, int RecordsBefore);

/// <summary>How one process ended: dead when it has neither outcome nor failure.</summary>
internal sealed record Ending(int Life, bool IsResume, Outcome? Outcome, Exception? Failure, int Moments, int FirstRecord, int EndRecord)
{
    public override string ToString() =>
        $"process {Life} {(IsResume ? "resumed" : Life == 0 ? "ran" : "recovered")}: {Outcome?.State.ToString() ?? Failure?.Message ?? "died"} ({Moments} moments)";
}

/// <summary>Plays a scenario to its end: the world, the journal that survives, and what was done to both.</summary>
internal sealed class History
{
    private const int MaximumLives = 40;

    private readonly ManualTime _time = new();
    private readonly Dictionary<(JournalEvent, string?), int> _firstRecords = [];

    private History(Scenario scenario)
    {
        Scenario = scenario;
        Plan = scenario.ToPlan();
        Before = Plan.EnumerateSteps().Select(step => step.Id).Where(id => scenario[id].DoneBefore).ToHashSet();
        Effects = [.. Before];
    }

    public Scenario Scenario { get; }

    public Plan Plan { get; }

    public IReadOnlySet<StepId> Before { get; }

    /// <summary>What is there: the whole world of a simulated operation.</summary>
    public HashSet<StepId> Effects { get; }

    public List<JournalRecord> Records { get; } = [];

    public List<Call> Calls { get; } = [];

    public List<Ending> Endings { get; } = [];

    /// <summary>What the world saw and must never see.</summary>
    public List<string> Violations { get; } = [];

    public int Life { get; private set; }

    public Progress Progress => Progress.Of(Records);

    /// <summary>What the journal said after each of its lines; the first of these after none.</summary>
    public IReadOnlyList<Progress> ProgressAfter { get; private set; } = [];

    public OperationState State => Progress.State;

    public static History Of(Scenario scenario)
    {
        var history = new History(scenario);
        history.Play();
        history.ProgressAfter = [.. Enumerable.Range(0, history.Records.Count + 1).Select(count => Progress.Of(history.Records.Take(count)))];
        history.IndexRecords();
        return history;
    }

    /// <summary>Whether that line was among the first so many.</summary>
    public bool IsRecorded(JournalEvent journalEvent, StepId step, int count) =>
        _firstRecords.TryGetValue((journalEvent, step.ToString()), out var index) && index < count;

    public override string ToString()
    {
        var text = new StringBuilder($"{Scenario}\n");
        foreach (var ending in Endings)
        {
            text.Append($"{ending}\n");
            foreach (var record in Records.Take(ending.EndRecord).Skip(ending.FirstRecord))
            {
                text.Append($"  {record.Number,3} {record.Event} {record.Step} {record.Fact("message")}\n");
            }
        }

        return text.Append($"before: {Names(Before)}\nafter: {Names(Effects)}\n").ToString();
    }

    private void IndexRecords()
    {
        for (var index = Records.Count - 1; index >= 0; index--)
        {
            _firstRecords[(Records[index].Event, Records[index].Step)] = index;
        }
    }

    private static string Names(IEnumerable<StepId> ids) => string.Join(' ', ids.Select(id => id.ToString()).Order());

    private void Play()
    {
        Records.Add(new(1, _time.GetUtcNow(), JournalEvent.Planned, null, null, JournalLine.Origin));
        var mayResume = Scenario.IsResumed;
        for (Life = 0; Life < MaximumLives && !Progress.IsEnded; Life++)
        {
            var isResume = State is OperationState.Stuck;
            if (isResume && !mayResume)
            {
                return;
            }

            mayResume &= !isResume;
            Endings.Add(Live(Scenario.Lives.ElementAtOrDefault(Life) ?? Execution.Life.Unharmed, isResume));
        }
    }

    private Ending Live(Life life, bool isResume)
    {
        _time.DropTimers();
        _time.SetClock(life.ClockMoves);
        using var process = new SimulatedProcess(Scenario.Order ^ Life, _time, life.DiesAt, life.StopsAt);
        var journal = new MemoryJournal(Records, process, _time, life.LosesAppend, life.LostLineIsDurable);
        var operation = new Operation("01JZ0000000000000000000000", Plan, journal);
        var first = Records.Count;

        var task = process.Run(() => Work(process, operation, isResume));
        return new(
            Life, isResume, task.IsCompletedSuccessfully ? task.Result : null, FailureOf(task), process.Moments, first, Records.Count);
    }

    private Task<Outcome> Work(SimulatedProcess process, Operation operation, bool isResume)
    {
        var kinds = new StepKinds([new ScriptedKind(this, process)]);
        var undoing = new Undoing(_time);
        var recovery = new Recovery(kinds, undoing, new ScriptedLeftovers(this, process), _time);
        return (isResume, Life) switch
        {
            (true, _) => recovery.ResumeAsync(operation, new Dictionary<string, string>(), Silence.View),
            (_, 0) => new Executor(kinds, undoing).RunAsync(operation, Silence.View, process.Stop),
            _ => recovery.EndAsync(operation, Silence.View, process.Stop),
        };
    }

    private static Exception? FailureOf(Task task) => task switch
    {
        { IsFaulted: true } => task.Exception.InnerException,
        { IsCanceled: true } => new OperationCanceledException(),
        _ => null,
    };
}
