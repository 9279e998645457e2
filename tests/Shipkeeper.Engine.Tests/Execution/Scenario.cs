using System.Text;
using System.Text.Json;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Tests.Execution;

internal enum Fails
{
    No,
    BeforeEffect,
    AfterEffect,
}

/// <summary>What one step does when the kernel calls it.</summary>
internal sealed record StepScript
{
    /// <summary>Its effect was there before the operation.</summary>
    public bool DoneBefore { get; init; }

    /// <summary>False for what nobody can look at afterwards: a gate, a hook. It is never found done.</summary>
    public bool Observable { get; init; } = true;

    /// <summary>By call, over all processes; later calls succeed.</summary>
    public IReadOnlyList<Fails> Applies { get; init; } = [];

    public int UndosThatFail { get; init; }

    public bool UndoFailsAfterEffect { get; init; }

    /// <summary>How many questions whether it is done fail.</summary>
    public int QuestionsThatFail { get; init; }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(DoneBefore ? " done-before" : "").Append(Observable ? "" : " unobservable");
        text.Append(Applies.Any(fails => fails is not Fails.No) ? $" applies:{string.Join('/', Applies)}" : "");
        text.Append(UndosThatFail > 0 ? $" undo-fails:{UndosThatFail}{(UndoFailsAfterEffect ? " after effect" : "")}" : "");
        text.Append(QuestionsThatFail > 0 ? $" question-fails:{QuestionsThatFail}" : "");
        return text.Length == 0 ? " fine" : text.ToString();
    }
}

internal sealed record StageScript(StageRole Role, IReadOnlyList<StepScript> Steps);

/// <summary>One process that works on the operation: the first runs it, the others recover it.</summary>
/// <param name="DiesAt">The moment of its death, counted from one.</param>
/// <param name="StopsAt">The moment at which it is asked to stop.</param>
/// <param name="ClockMoves">What the wall clock does before it begins; time that passes, or a clock set back.</param>
internal sealed record Life(int? DiesAt, int? StopsAt, int? LosesAppend, bool LostLineIsDurable, TimeSpan ClockMoves)
{
    public static Life Unharmed { get; } = new(null, null, null, false, TimeSpan.Zero);

    public override string ToString() =>
        $"{(DiesAt is { } dies ? $" dies at moment {dies}" : "")}{(StopsAt is { } stops ? $" asked to stop at moment {stops}" : "")}"
        + $"{(LosesAppend is { } lost ? $" loses append {lost}{(LostLineIsDurable ? " (durable)" : "")}" : "")}"
        + $"{(ClockMoves == TimeSpan.Zero ? "" : $" clock {ClockMoves.TotalMinutes:+0;-0} min")}";
}

/// <summary>A plan, what goes wrong in it, and the processes that live through it.</summary>
internal sealed record Scenario(
    OperationMode Mode, IReadOnlyList<StageScript> Stages, IReadOnlyList<Life> Lives, TimeSpan UndoWindow, bool IsResumed, int Order)
{
    private static readonly JsonElement NoInput = JsonSerializer.SerializeToElement(new { });

    public Plan ToPlan() => new()
    {
        Verb = "simulate",
        Mode = Mode,
        UndoWindow = UndoWindow,
        Stages = [.. Stages.Select(stage => new Stage(stage.Role, [.. stage.Steps.Select(step => new Step("scripted", NoInput, step.ToString().Trim()))]))],
    };

    public StepScript this[StepId id] => Stages[id.Stage - 1].Steps[id.Index - 1];

    public override string ToString() =>
        $"{Mode}, window {UndoWindow.TotalMinutes:0} min, order {Order}{(IsResumed ? ", resumed when stuck" : "")}\n{ToPlan()}"
        + string.Concat(Lives.Select((life, number) => $"process {number}:{life}\n"));
}
