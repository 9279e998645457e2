using System.Collections.Concurrent;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Modules;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>Tells a running operation: one line for each step as it ends; on a terminal also a last line that lives while steps run.</summary>
internal sealed class OperationDisplay(Output output, bool live) : IOperationView
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _begun = new();
    private readonly ConcurrentDictionary<string, bool> _failed = new();
    private readonly ConcurrentDictionary<string, bool> _recovered = new();
    private readonly Lock _guard = new();
    private IDisposable? _operation;
    private bool _lineLives;

    public void Begun(Operation operation)
    {
        Acts();
        if (output.Verbosity is Verbosity.Verbose)
        {
            Say($"operation {operation.Id}: {operation.Plan.Verb}");
        }
    }

    public void Recorded(Operation operation, JournalRecord record)
    {
        Acts();
        switch (record.Event)
        {
            case JournalEvent.StepBegun:
                _begun[record.Step!] = record.At;
                SayWhile(ReasonOf(operation, record));
                break;
            case JournalEvent.StepNoted when record.Fact(RunModule.ErrorFact) is { } error:
                _failed[record.Step!] = true;
                Say($"{output.Style.Bad("failed")}  {ReasonOf(operation, record)}: {error}");
                break;
            case JournalEvent.StepDone when _failed.ContainsKey(record.Step!):
                break;
            case JournalEvent.StepDone:
                Say($"{output.Style.Good("done")}    {ReasonOf(operation, record)}{Took(record)}");
                break;
            case JournalEvent.StepAlreadyDone:
                Say($"{output.Style.Faint("already")} {ReasonOf(operation, record)}");
                break;
            case JournalEvent.StepFailed:
                Say($"{output.Style.Bad("failed")}  {ReasonOf(operation, record)}{Took(record)}");
                break;
            case JournalEvent.Undoing:
                Say(output.Style.Warning("putting everything back"));
                break;
            case JournalEvent.UndoDone:
                Say($"{output.Style.Good("undone")}  {ReasonOf(operation, record)}");
                break;
            case JournalEvent.StepNoted when record.Fact("warning") is { } warning:
                Say($"{output.Style.Warning("warning")} {warning}");
                break;
            case JournalEvent.StepNoted when record.Fact(SnapshotReturn.FailedFact) is { } failed:
                Say($"kept    the database that was in use as '{failed}'{(operation.Progress.ServingSince is { } since ? $": what was written since {since:HH:mm:ss} UTC is only there" : "")}");
                break;
            case JournalEvent.StepNoted when record.Fact(SnapshotExchange.KeptFact) is { } kept:
                Say($"kept    the database that was in use as '{kept}'");
                break;
            case JournalEvent.Warning:
                Say($"{output.Style.Warning("warning")} {record.Fact("message")}");
                break;
            case JournalEvent.RecoveryAttempt:
                _recovered[operation.Id] = true;
                Say($"{output.Style.Warning("recover")} {Unfinished(operation)}");
                break;
            case JournalEvent.RolledBack when _recovered.ContainsKey(operation.Id):
                Say($"closed  {Unfinished(operation)}: everything was put back");
                break;
            case JournalEvent.Succeeded when _recovered.ContainsKey(operation.Id):
                Say($"closed  {Unfinished(operation)}: it is complete");
                break;
            case JournalEvent.Interrupted when record.Fact("code") == "operation.process-died":
                Say($"closed  {Unfinished(operation)}; what it did stays");
                break;
        }
    }

    public void Reported(Operation operation, StepId step, string text)
    {
        text = SafeText.Of(text);
        if (output.Verbosity is Verbosity.Verbose)
        {
            Say($"        {text}");
        }
        else
        {
            SayWhile(text);
        }
    }

    /// <summary>What is done before there is an operation: it takes its time, and changes nothing.</summary>
    public void Working(string text) => SayWhile(SafeText.Of(text));

    /// <summary>Takes the living line away.</summary>
    public void End()
    {
        _operation?.Dispose();
        lock (_guard)
        {
            Clear();
        }
    }

    /// <summary>Also recovery of an operation before ours acts.</summary>
    private void Acts()
    {
        lock (_guard)
        {
            _operation ??= output.OnOperation?.Invoke();
        }
    }

    private static string Unfinished(Operation operation) => $"the unfinished '{operation.Plan.Verb}' of {OperationId.TimeOf(operation.Id):yyyy-MM-dd HH:mm} UTC";

    private static string ReasonOf(Operation operation, JournalRecord record) => operation.Plan.Find(StepId.Parse(record.Step!)).Reason;

    private string Took(JournalRecord record)
    {
        var seconds = _begun.TryGetValue(record.Step!, out var begun) ? (record.At - begun).TotalSeconds : 0;
        return seconds >= 0.1 ? output.Style.Faint($" ({seconds:0.0} s)") : "";
    }

    private void Say(string text)
    {
        lock (_guard)
        {
            Clear();
            output.News(text);
        }
    }

    private void SayWhile(string text)
    {
        if (!live || output.Verbosity is not Verbosity.Normal)
        {
            return;
        }

        lock (_guard)
        {
            Clear();
            var width = Math.Max(20, Console.WindowWidth - 1);
            var line = $"  …     {text}";
            output.Raw(line.Length > width ? line[..width] : line);
            _lineLives = true;
        }
    }

    private void Clear()
    {
        if (_lineLives)
        {
            output.Raw("\r\e[K");
            _lineLives = false;
        }
    }
}
