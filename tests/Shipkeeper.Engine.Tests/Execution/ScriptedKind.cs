using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Engine.Tests.Simulated;

namespace Shipkeeper.Engine.Tests.Execution;

/// <summary>A step whose effect is its own id in the world, and which fails as its script says. It watches its caller.</summary>
internal sealed class ScriptedKind(History history, SimulatedProcess process) : IStepKind
{
    private static readonly Dictionary<string, string> Note = new() { ["oid"] = "16384" };

    private int _applying;

    public string Kind => "scripted";

    public bool CanUndo => true;

    public bool Lasts => false;

    public async Task<bool> IsDoneAsync(Step step, StepScope scope, CancellationToken ct)
    {
        var call = Called(Verb.Ask, scope.Id);
        await process.MomentAsync();
        if (call <= Script(scope).QuestionsThatFail)
        {
            throw new IOException("the world does not answer");
        }

        return Script(scope).Observable && history.Effects.Contains(scope.Id);
    }

    public async Task ApplyAsync(Step step, StepScope scope, CancellationToken ct)
    {
        var call = Called(Verb.Apply, scope.Id);
        _applying++;
        try
        {
            await ApplyAsync(scope, Script(scope).Applies.ElementAtOrDefault(call - 1), ct);
        }
        finally
        {
            _applying--;
        }
    }

    public async Task SettleAsync(Step step, StepScope scope, DateTimeOffset begun, CancellationToken ct)
    {
        Called(Verb.Settle, scope.Id);
        await process.MomentAsync();
        ct.ThrowIfCancellationRequested();
    }

    public async Task UndoAsync(Step step, StepScope scope, CancellationToken ct)
    {
        var call = Called(Verb.Undo, scope.Id);
        MustHold(_applying == 0, $"undo of {scope.Id} while a step is being applied");
        MustHold(IsRecorded(JournalEvent.UndoBegun, scope), $"undo of {scope.Id} before its record is durable");
        await process.MomentAsync();
        var fails = call <= Script(scope).UndosThatFail;
        if (!fails || Script(scope).UndoFailsAfterEffect)
        {
            history.Effects.Remove(scope.Id);
        }

        await scope.NoteAsync(Note);
        if (fails)
        {
            throw new IOException($"undo of {scope.Id} failed");
        }
    }

    private async Task ApplyAsync(StepScope scope, Fails fails, CancellationToken ct)
    {
        MustHold(IsRecorded(JournalEvent.StepBegun, scope), $"apply of {scope.Id} before its record is durable");
        await process.MomentAsync();
        ct.ThrowIfCancellationRequested();
        if (fails is Fails.BeforeEffect)
        {
            throw new IOException($"apply of {scope.Id} failed");
        }

        history.Effects.Add(scope.Id);
        await scope.NoteAsync(Note);
        ct.ThrowIfCancellationRequested();
        if (fails is Fails.AfterEffect)
        {
            throw new IOException($"apply of {scope.Id} failed after its effect");
        }
    }

    private int Called(Verb verb, StepId id)
    {
        history.Calls.Add(new(history.Life, verb, id, history.Records.Count));
        return history.Calls.Count(call => call.Verb == verb && call.Step == id);
    }

    private bool IsRecorded(JournalEvent journalEvent, StepScope scope) =>
        history.Records.Exists(record => record.Event == journalEvent && record.Step == scope.Id.ToString());

    private StepScript Script(StepScope scope) => history.Scenario[scope.Id];

    private void MustHold(bool holds, string violation)
    {
        if (!holds)
        {
            history.Violations.Add(violation);
        }
    }
}

/// <summary>Remembers when it was asked to end what a dead process left running.</summary>
internal sealed class ScriptedLeftovers(History history, SimulatedProcess process) : ILeftovers
{
    public async Task EndAsync(string operationId, CancellationToken ct)
    {
        history.Calls.Add(new(history.Life, Verb.EndLeftovers, default, history.Records.Count));
        await process.MomentAsync();
    }
}
