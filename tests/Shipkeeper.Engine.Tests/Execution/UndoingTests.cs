using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Engine.Tests.Simulated;

namespace Shipkeeper.Engine.Tests.Execution;

public sealed class UndoingTests
{
    [Fact]
    public void A_failed_undo_is_tried_again_after_1_5_and_15_seconds_and_then_it_is_stuck()
    {
        var tries = new List<double>();
        var outcome = RunWithUndo((bench, _) =>
        {
            tries.Add(bench.Time.Elapsed.TotalSeconds);
            throw new IOException("volume busy");
        });

        Assert.Equal((OperationState.Stuck, "volume busy"), (outcome.State, outcome.Cause?.Message));
        Assert.Equal([0, 1, 6, 21], tries);
    }

    [Fact]
    public void A_stuck_operation_remembers_why_it_failed_and_why_it_is_stuck()
    {
        using var bench = new Workbench(
            Workbench.Plan(OperationMode.Undo, Workbench.Stage("fail")),
            new ActingKind("fail") { Apply = _ => throw new IOException("disk full"), Undo = () => throw new IOException("volume busy") });

        bench.Run();

        Assert.Equal("IOException: disk full", bench.Operation.Progress.Cause);
        Assert.Equal("IOException: volume busy", bench.Operation.Progress.StuckBecause);
    }

    [Fact]
    public void An_undo_that_works_in_the_end_rolls_back_with_the_first_cause()
    {
        var outcome = RunWithUndo((_, attempt) => attempt < 4 ? throw new IOException("volume busy") : Task.CompletedTask);

        Assert.Equal((OperationState.RolledBack, "disk full"), (outcome.State, outcome.Cause?.Message));
    }

    [Fact]
    public void Earlier_stages_are_left_alone_while_a_later_one_cannot_be_undone()
    {
        using var bench = new Workbench(
            Workbench.Plan(OperationMode.Undo, Workbench.Stage("first"), Workbench.Stage("fail")),
            new ActingKind("first"),
            new ActingKind("fail") { Apply = _ => throw new IOException(), Undo = () => throw new IOException() });

        Assert.Equal(OperationState.Stuck, bench.Run().State);
        Assert.DoesNotContain("UndoBegun 1.1", bench.Lines);
    }

    [Fact]
    public void What_lasts_is_not_undone_and_nobody_is_told_that_it_was()
    {
        using var bench = new Workbench(
            Workbench.Plan(OperationMode.Undo, Workbench.Stage("pull"), Workbench.Stage("fail")),
            new ActingKind("pull") { Lasts = true, Undo = () => throw new InvalidOperationException() },
            new ActingKind("fail") { Apply = _ => throw new IOException() });

        Assert.Equal(OperationState.RolledBack, bench.Run().State);
        Assert.DoesNotContain("UndoBegun 1.1", bench.Lines);
        Assert.Contains("UndoDone 2.1", bench.Lines);
    }

    private static Outcome RunWithUndo(Func<Workbench, int, Task> undo)
    {
        var attempt = 0;
        Workbench? bench = null;
        var kind = new ActingKind("fail") { Apply = _ => throw new IOException("disk full"), Undo = () => undo(bench!, ++attempt) };
        using (bench = new Workbench(Workbench.Plan(OperationMode.Undo, Workbench.Stage("fail")), kind))
        {
            return bench.Run();
        }
    }
}
