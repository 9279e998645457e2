using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Engine.Tests.Simulated;

namespace Shipkeeper.Engine.Tests.Execution;

public sealed class ExecutorTests
{
    [Fact]
    public void Steps_of_one_stage_run_side_by_side()
    {
        var (left, right) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var bench = new Workbench(
            Workbench.Plan(OperationMode.ForwardOnly, Workbench.Stage("left", "right")),
            new ActingKind("left") { Apply = _ => MeetAsync(left, right) },
            new ActingKind("right") { Apply = _ => MeetAsync(right, left) });

        Assert.Equal(OperationState.Succeeded, bench.Run().State);
    }

    [Fact]
    public void A_failing_step_cancels_its_siblings_and_all_have_ended_before_the_undo_begins()
    {
        var waiting = new TaskCompletionSource();
        var told = new List<string>();
        using var bench = new Workbench(
            Workbench.Plan(OperationMode.Undo, Workbench.Stage("fail", "wait")),
            new ActingKind("fail") { Apply = _ => FailAfterAsync(waiting.Task), Undo = () => Tell(told, "fail undone") },
            new ActingKind("wait") { Apply = ct => WaitAsync(waiting, told, ct), Undo = () => Tell(told, "wait undone") });

        var outcome = bench.Run();

        Assert.Equal((OperationState.RolledBack, "disk full"), (outcome.State, outcome.Cause?.Message));
        Assert.Equal("wait ended", told[0]);
        Assert.Equal(["fail undone", "wait ended", "wait undone"], told.Order());
    }

    [Fact]
    public void Stages_run_one_after_another_and_serving_is_recorded_before_the_first_that_serves()
    {
        using var bench = new Workbench(
            Workbench.Plan(
                OperationMode.Undo,
                Workbench.Stage("pull"),
                Workbench.StageOf(StageRole.Serve, "start"),
                Workbench.StageOf(StageRole.Proof, "gate"),
                Workbench.StageOf(StageRole.Commit, "switch")),
            Kinds("pull", "start", "gate", "switch"));

        Assert.Equal(OperationState.Succeeded, bench.Run().State);
        Assert.Equal(
            [
                "Running", "StepBegun 1.1", "StepDone 1.1", "Serving", "StepBegun 2.1", "StepDone 2.1",
                "StepBegun 3.1", "StepDone 3.1", "StepBegun 4.1", "StepDone 4.1", "Succeeded",
            ],
            bench.Lines);
    }

    [Fact]
    public void What_is_done_already_is_recorded_so_and_neither_applied_nor_undone()
    {
        using var bench = new Workbench(
            Workbench.Plan(OperationMode.Undo, Workbench.Stage("done"), Workbench.Stage("fail")),
            new ActingKind("done") { IsDone = () => true, Apply = _ => throw new InvalidOperationException(), Undo = () => throw new InvalidOperationException() },
            new ActingKind("fail") { Apply = _ => throw new IOException("disk full") });

        Assert.Equal(OperationState.RolledBack, bench.Run().State);
        Assert.Contains("StepAlreadyDone 1.1", bench.Lines);
    }

    [Fact]
    public void A_step_that_gives_up_by_itself_is_not_told_as_a_stop_request()
    {
        using var bench = new Workbench(
            Workbench.Plan(OperationMode.ForwardOnly, Workbench.Stage("slow")),
            new ActingKind("slow") { Apply = _ => throw new TaskCanceledException() });

        var outcome = bench.Run();

        Assert.Equal("Step 1.1 was cut short by a limit of its own.", Assert.IsType<TimeoutException>(outcome.Cause).Message);
    }

    [Fact]
    public void A_bug_in_a_step_keeps_its_type_and_its_stack()
    {
        using var bench = new Workbench(
            Workbench.Plan(OperationMode.ForwardOnly, Workbench.Stage("broken")),
            new ActingKind("broken") { Apply = _ => FailAfterAsync(Task.CompletedTask) });

        var cause = Assert.IsType<IOException>(bench.Run().Cause);

        Assert.Contains(nameof(FailAfterAsync), cause.StackTrace);
    }

    [Fact]
    public void Nothing_begins_after_a_stop_request()
    {
        using var stop = new CancellationTokenSource();
        using var bench = new Workbench(
            Workbench.Plan(OperationMode.ForwardOnly, Workbench.Stage("first"), Workbench.Stage("second")),
            new ActingKind("first") { Apply = _ => stop.CancelAsync() },
            new ActingKind("second"));

        var outcome = bench.Run(stop.Token);

        Assert.Equal(OperationState.Interrupted, outcome.State);
        Assert.IsAssignableFrom<OperationCanceledException>(outcome.Cause);
        Assert.Equal(["Running", "StepBegun 1.1", "StepDone 1.1", "Interrupted"], bench.Lines);
    }

    [Fact]
    public void A_failing_clean_up_is_a_warning_and_the_next_one_is_still_tried()
    {
        using var bench = new Workbench(
            Workbench.Plan(
                OperationMode.Undo,
                Workbench.StageOf(StageRole.Commit, "switch"),
                Workbench.StageOf(StageRole.CleanUp, "fail"),
                Workbench.StageOf(StageRole.CleanUp, "clean")),
            [.. Kinds("switch", "clean"), new ActingKind("fail") { Apply = _ => throw new IOException("busy") }]);

        var outcome = bench.Run();

        Assert.Equal(OperationState.Succeeded, outcome.State);
        Assert.Equal(["IOException: busy"], outcome.Warnings);
        Assert.Contains("StepDone 3.1", bench.Lines);
    }

    [Fact]
    public void A_view_that_fails_harms_nothing()
    {
        using var bench = new Workbench(Workbench.Plan(OperationMode.Undo, Workbench.Stage("first")), Kinds("first")) { View = new ClosedTerminal() };

        Assert.Equal(OperationState.Succeeded, bench.Run().State);
    }

    private static IStepKind[] Kinds(params string[] names) => [.. names.Select(name => new ActingKind(name))];

    private static Task MeetAsync(TaskCompletionSource mine, TaskCompletionSource other)
    {
        mine.SetResult();
        return other.Task;
    }

    private static async Task FailAfterAsync(Task before)
    {
        await before;
        throw new IOException("disk full");
    }

    private static async Task WaitAsync(TaskCompletionSource waiting, List<string> told, CancellationToken ct)
    {
        waiting.SetResult();
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
        }
        finally
        {
            await Task.Yield();
            told.Add("wait ended");
        }
    }

    private static Task Tell(List<string> told, string what)
    {
        told.Add(what);
        return Task.CompletedTask;
    }

    private sealed class ClosedTerminal : IOperationView
    {
        public void Begun(Operation operation) => throw new IOException("broken pipe");

        public void Recorded(Operation operation, JournalRecord record) => throw new IOException("broken pipe");

        public void Reported(Operation operation, StepId step, string text) => throw new IOException("broken pipe");
    }
}
