using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Tests.Execution;

/// <summary>What holds of every history, whatever went wrong in it. Each law yields the sentences that it finds broken.</summary>
internal static class Laws
{
    private static readonly Func<History, IEnumerable<string>>[] All =
    [
        history => history.Violations,
        EndsInOneOfItsEnds,
        FailsOnlyForReasonsOfTheWorld,
        RolledBackMeansAsBefore,
        SucceededMeansAllIsThere,
        WhatWasThereBeforeStays,
        AfterTheCommitItSucceeds,
        StagesRunInOrder,
        ServingIsRecordedFirst,
        UndoGoesBackwards,
        OnlyBegunStepsAreUndone,
        NothingIsUndoneAfterCleanUpBegan,
        RecoveryAppliesNothingAnew,
        RecoveryEndsLeftoversFirst,
        RecoverySettlesBeforeItDecides,
        ForwardOnlyIsNeverTouchedByRecovery,
        AttemptsAreLimited,
        RecoveryUndoesOnlyWithinTheWindow,
        JournalPath.FindIllegalSteps,
    ];

    public static void Hold(History history)
    {
        var broken = All.SelectMany(law => law(history)).ToList();
        Assert.True(broken.Count == 0, $"{string.Join('\n', broken)}\n\n{history}");
    }

    private static IEnumerable<string> EndsInOneOfItsEnds(History history)
    {
        IReadOnlyList<OperationState> ends = history.Plan.Mode is OperationMode.Undo
            ? [OperationState.Succeeded, OperationState.RolledBack, OperationState.Stuck]
            : [OperationState.Succeeded, OperationState.Interrupted];
        if (!ends.Contains(history.State))
        {
            yield return $"It ended {history.State}.";
        }

        foreach (var ending in history.Endings.Where(ending => ending.Outcome is { } outcome && outcome.State != history.ProgressAfter[ending.EndRecord].State))
        {
            yield return $"{ending}, but the journal says {history.ProgressAfter[ending.EndRecord].State}.";
        }
    }

    private static IEnumerable<string> FailsOnlyForReasonsOfTheWorld(History history) =>
        from ending in history.Endings
        where ending.Failure is { } failure && !JournalErrors.IsLost(failure)
        where ending.Life == 0 || ending.IsResume || ending.Failure is not (OperationCanceledException or IOException)
        select $"{ending}: {ending.Failure}";

    private static IEnumerable<string> RolledBackMeansAsBefore(History history) =>
        history.State is OperationState.RolledBack && !history.Effects.SetEquals(history.Before) ? ["Rolled back, and not as before."] : [];

    private static IEnumerable<string> SucceededMeansAllIsThere(History history) =>
        from step in history.Plan.EnumerateSteps()
        where history.State is OperationState.Succeeded && !history.Effects.Contains(step.Id)
        where step.Role is not StageRole.CleanUp || !history.Records.Exists(record => record.Event is JournalEvent.Warning)
        select $"Succeeded without the effect of {step.Id}.";

    private static IEnumerable<string> WhatWasThereBeforeStays(History history) =>
        history.Before.Except(history.Effects).Select(id => $"{id} was there before the operation, and is gone.");

    private static IEnumerable<string> AfterTheCommitItSucceeds(History history)
    {
        var commits = StepsIn(history, StageRole.Commit);
        var isCommitted = commits.Count > 0 && commits.TrueForAll(id => IsRecordedDone(history, id, history.Records.Count));
        if (isCommitted && history.Plan.Mode is OperationMode.Undo && history.State is not OperationState.Succeeded)
        {
            yield return $"Every commit step was recorded as done, yet it ended {history.State}.";
        }
    }

    private static IEnumerable<string> StagesRunInOrder(History history) =>
        from call in history.Calls
        where call.Verb is Verb.Apply && call.Life == 0
        from earlier in history.Plan.EnumerateSteps()
        where earlier.Id.Stage < call.Step.Stage && earlier.Role is not StageRole.CleanUp
        where !IsRecordedDone(history, earlier.Id, call.RecordsBefore)
        select $"{call.Step} was applied before {earlier.Id} was done.";

    private static IEnumerable<string> ServingIsRecordedFirst(History history) =>
        from call in history.Calls
        where call.Verb is Verb.Apply && history.Plan.Stages[call.Step.Stage - 1].Role is StageRole.Serve
        where history.ProgressAfter[call.RecordsBefore].ServingSince is null
        select $"{call.Step} began to serve before the journal said so.";

    private static IEnumerable<string> UndoGoesBackwards(History history) =>
        from call in history.Calls
        where call.Verb is Verb.Undo
        from later in history.Plan.EnumerateSteps()
        where later.Id.Stage > call.Step.Stage
        where history.IsRecorded(JournalEvent.StepBegun, later.Id, call.RecordsBefore)
        where !history.IsRecorded(JournalEvent.UndoDone, later.Id, call.RecordsBefore)
        select $"{call.Step} was undone before {later.Id} was.";

    private static IEnumerable<string> OnlyBegunStepsAreUndone(History history) =>
        from call in history.Calls
        where call.Verb is Verb.Undo && !history.IsRecorded(JournalEvent.StepBegun, call.Step, call.RecordsBefore)
        select $"{call.Step} was undone and had not begun.";

    private static IEnumerable<string> NothingIsUndoneAfterCleanUpBegan(History history) =>
        from call in history.Calls
        where call.Verb is Verb.Undo
        from cleanUp in StepsIn(history, StageRole.CleanUp)
        where history.IsRecorded(JournalEvent.StepBegun, cleanUp, call.RecordsBefore)
        select $"{call.Step} was undone after clean-up {cleanUp} had begun.";

    private static IEnumerable<string> RecoveryAppliesNothingAnew(History history) =>
        from call in history.Calls
        where call.Verb is Verb.Apply && call.Life > 0
        where history.Plan.Stages[call.Step.Stage - 1].Role is StageRole.Change or StageRole.Serve
        select $"Recovery applied {call.Step}.";

    private static IEnumerable<string> RecoveryEndsLeftoversFirst(History history) =>
        from ending in history.Endings
        where ending.Life > 0
        let first = history.Calls.Find(call => call.Life == ending.Life)
        where first is not null && first.Verb is not Verb.EndLeftovers
        select $"Process {ending.Life} called {first.Verb} {first.Step} before it ended what was left running.";

    private static IEnumerable<string> RecoverySettlesBeforeItDecides(History history) =>
        from ending in history.Endings
        where ending.Life > 0
        let before = history.ProgressAfter[ending.FirstRecord]
        let calls = history.Calls.Where(call => call.Life == ending.Life && call.Verb is not Verb.EndLeftovers).ToList()
        let settled = calls.TakeWhile(call => call.Verb is Verb.Settle).Select(call => call.Step).ToHashSet()
        where calls.Count > settled.Count
        where !settled.SetEquals(before.State is OperationState.Running ? before.Open : [])
        select $"Process {ending.Life} settled {string.Join(", ", settled)} before it decided.";

    private static IEnumerable<string> ForwardOnlyIsNeverTouchedByRecovery(History history) =>
        from call in history.Calls
        where history.Plan.Mode is OperationMode.ForwardOnly
        where call.Verb is Verb.Undo || (call.Life > 0 && call.Verb is not (Verb.EndLeftovers or Verb.Settle))
        select $"{call.Verb} {call.Step} in a forward-only operation, by process {call.Life}.";

    private static IEnumerable<string> AttemptsAreLimited(History history) =>
        Enumerable.Range(1, history.Records.Count)
            .Where(count => history.ProgressAfter[count].RecoveryAttempts > Recovery.MaximumAttempts)
            .Select(count => $"Record {count} is one attempt too many.");

    /// <summary>Later, or when the clock does not say, data may have been written that only a person can give up.</summary>
    private static IEnumerable<string> RecoveryUndoesOnlyWithinTheWindow(History history) =>
        from ending in history.Endings
        where ending.Life > 0 && !ending.IsResume
        from record in history.Records.Take(ending.EndRecord).Skip(ending.FirstRecord)
        where record.Event is JournalEvent.Undoing or JournalEvent.Stuck
        let since = history.ProgressAfter[(int)record.Number - 1].ServingSince
        where since is not null
        let judged = history.Records.Take((int)record.Number).Last(earlier => earlier.Event is JournalEvent.RecoveryAttempt).At
        let isWithin = judged >= since && judged - since <= history.Plan.UndoWindow
        where record.Event is JournalEvent.Undoing ? !isWithin : isWithin && record.Fact("code") == "operation.served-too-long"
        select $"{record.Event} in recovery {(judged - since).Value.TotalMinutes:0} min after it began to serve.";

    private static List<StepId> StepsIn(History history, StageRole role) =>
        [.. history.Plan.EnumerateSteps().Where(step => step.Role == role).Select(step => step.Id)];

    private static bool IsRecordedDone(History history, StepId id, int count) =>
        history.IsRecorded(JournalEvent.StepDone, id, count) || history.IsRecorded(JournalEvent.StepAlreadyDone, id, count);
}
