using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Engine.Tests.Simulated;
using static Shipkeeper.Engine.Journal.JournalEvent;

namespace Shipkeeper.Engine.Tests.Execution;

/// <summary>The rows of the one rule. The plan: change, serve, proof, commit, clean-up, one step each.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly HashSet<string> _done = [];
    private readonly HashSet<string> _failing = [];
    private readonly Workbench _bench;
    private TimeSpan? _takes;

    public RecoveryTests() => _bench = NewBench(OperationMode.Undo);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void An_operation_that_never_ran_is_rolled_back()
    {
        Assert.Equal(OperationState.RolledBack, _bench.Recover().State);
        Assert.Equal(["leftovers ended"], _bench.Told);
    }

    [Fact]
    public void Before_it_serves_it_is_undone()
    {
        Begin();

        var outcome = _bench.Recover();

        Assert.Equal(OperationState.RolledBack, outcome.State);
        Assert.Equal("operation.process-died", Assert.IsType<ShipkeeperException>(outcome.Cause).Code.Name);
        Assert.Equal(["leftovers ended", "undo change"], _bench.Told);
    }

    [Fact]
    public void Once_it_serves_it_is_proven_again_and_committed()
    {
        BeginToServe().Add(StepDone, "2.1").Add(StepBegun, "3.1");

        Assert.Equal(OperationState.Succeeded, _bench.Recover().State);
        Assert.Equal(["leftovers ended", "apply proof", "apply commit", "apply clean-up"], _bench.Told);
    }

    [Fact]
    public void A_serving_step_whose_end_was_not_recorded_counts_when_the_world_shows_it()
    {
        BeginToServe();
        _done.Add("serve");

        Assert.Equal(OperationState.Succeeded, _bench.Recover().State);
    }

    [Fact]
    public void What_had_not_wholly_begun_to_serve_goes_back_unproven()
    {
        BeginToServe();

        var outcome = _bench.Recover();

        Assert.Equal(OperationState.RolledBack, outcome.State);
        Assert.Equal("operation.half-started", Assert.IsType<ShipkeeperException>(outcome.Cause).Code.Name);
        Assert.Equal(["leftovers ended", "undo serve", "undo change"], _bench.Told);
    }

    [Fact]
    public void The_time_that_its_proof_takes_does_not_count_as_time_that_it_served()
    {
        BeginToServe().Add(StepDone, "2.1");
        _failing.Add("proof");
        _takes = TimeSpan.FromMinutes(6);

        Assert.Equal(OperationState.RolledBack, _bench.Recover().State);
    }

    [Theory]
    [InlineData(0, OperationState.RolledBack)]
    [InlineData(5, OperationState.RolledBack)]
    [InlineData(6, OperationState.Stuck)]
    [InlineData(-1, OperationState.Stuck)]
    public void A_release_found_unhealthy_goes_back_only_when_it_served_no_longer_than_its_window(int minutes, OperationState expected)
    {
        BeginToServe().Add(StepDone, "2.1");
        _failing.Add("proof");
        _bench.Time.SetClock(TimeSpan.FromMinutes(minutes));

        Assert.Equal(expected, _bench.Recover().State);
    }

    [Fact]
    public void Served_too_long_says_since_when()
    {
        BeginToServe().Add(StepDone, "2.1");
        _failing.Add("proof");
        _bench.Time.SetClock(TimeSpan.FromHours(9));

        Assert.Equal(
            "operation 01JZ0000000000000000000000 had been serving since 2026-03-01 12:00:00 UTC when it was found unhealthy: proof failed",
            _bench.Recover().Cause?.Message);
    }

    [Fact]
    public void A_commit_that_was_announced_and_happened_is_finished_without_another_proof()
    {
        BeginToServe().Add(StepDone, "2.1").Add(StepBegun, "3.1").Add(StepDone, "3.1").Add(StepBegun, "4.1");
        _done.Add("commit");

        Assert.Equal(OperationState.Succeeded, _bench.Recover().State);
        Assert.Equal(["leftovers ended", "apply clean-up"], _bench.Told);
    }

    [Fact]
    public void A_commit_that_was_found_done_is_a_commit()
    {
        BeginToServe().Add(StepDone, "2.1").Add(StepBegun, "3.1").Add(StepDone, "3.1").Add(StepAlreadyDone, "4.1");
        _failing.Add("proof");
        _bench.Time.SetClock(TimeSpan.FromHours(9));

        Assert.Equal(OperationState.Succeeded, _bench.Recover().State);
    }

    [Fact]
    public void An_undo_that_was_begun_goes_on_where_it_was()
    {
        BeginToServe().Add(StepDone, "2.1").Add(JournalEvent.Undoing).Add(UndoBegun, "2.1").Add(UndoDone, "2.1").Add(UndoBegun, "1.1");

        Assert.Equal(OperationState.RolledBack, _bench.Recover().State);
        Assert.Equal(["leftovers ended", "undo change"], _bench.Told);
    }

    [Fact]
    public void The_sixth_attempt_is_not_made()
    {
        Begin();
        AddAttempts();

        var outcome = _bench.Recover();

        Assert.Equal(OperationState.Stuck, outcome.State);
        Assert.Equal("operation.too-many-attempts", Assert.IsType<ShipkeeperException>(outcome.Cause).Code.Name);
        Assert.Equal(["leftovers ended"], _bench.Told);
    }

    [Fact]
    public void An_operation_whose_clean_up_used_up_the_attempts_has_still_happened()
    {
        BeginToServe().Add(StepDone, "2.1").Add(StepBegun, "3.1").Add(StepDone, "3.1").Add(StepBegun, "4.1").Add(StepDone, "4.1").Add(StepBegun, "5.1");
        AddAttempts();

        var outcome = _bench.Recover();

        Assert.Equal(OperationState.Succeeded, outcome.State);
        Assert.Equal(["operation 01JZ0000000000000000000000 could not be ended in 5 attempts."], outcome.Warnings);
        Assert.Equal(["leftovers ended"], _bench.Told);
    }

    [Fact]
    public void An_operation_without_a_commit_is_not_undone_once_its_clean_up_has_begun()
    {
        using var bench = new Workbench(
            Workbench.Plan(OperationMode.Undo, Workbench.Stage("change"), Workbench.StageOf(StageRole.CleanUp, "clean")),
            new ActingKind("change") { Undo = () => throw new InvalidOperationException("what it needs is gone") },
            new ActingKind("clean"));
        bench.Add(Running).Add(StepBegun, "1.1").Add(StepDone, "1.1").Add(StepBegun, "2.1");

        Assert.Equal(OperationState.Succeeded, bench.Recover().State);
    }

    [Fact]
    public void A_forward_only_operation_is_closed_as_it_stands()
    {
        using var bench = NewBench(OperationMode.ForwardOnly);
        bench.Add(Running).Add(StepBegun, "1.1");

        Assert.Equal(OperationState.Interrupted, bench.Recover().State);
        Assert.Equal(["leftovers ended"], bench.Told);
    }

    [Theory]
    [InlineData(OperationMode.Undo, OperationState.RolledBack)]
    [InlineData(OperationMode.ForwardOnly, OperationState.Interrupted)]
    public void Only_steps_without_a_recorded_end_are_settled_and_one_that_cannot_be_is_a_warning(OperationMode mode, OperationState end)
    {
        using var bench = new Workbench(
            Workbench.Plan(mode, Workbench.Stage("ended"), Workbench.Stage("open", "other")),
            new ActingKind("ended") { Settle = () => throw new InvalidOperationException("it has ended") },
            new ActingKind("open") { Settle = () => throw new IOException("nobody answers") },
            new ActingKind("other"));
        bench.Add(Running).Add(StepBegun, "1.1").Add(StepDone, "1.1").Add(StepBegun, "2.1");

        var outcome = bench.Recover();

        Assert.Equal(end, outcome.State);
        Assert.Equal(["IOException: nobody answers"], outcome.Warnings);
    }

    [Fact]
    public void A_step_of_another_version_stays_untouched_and_uses_up_no_attempt()
    {
        using var bench = new Workbench(Workbench.Plan(OperationMode.Undo, Workbench.Stage("from-the-future")));
        bench.Add(Running).Add(StepBegun, "1.1");

        var error = Assert.Throws<ShipkeeperException>(() => bench.Recover());

        Assert.Equal("plan.unknown-step", error.Code.Name);
        Assert.Equal(["Running", "StepBegun 1.1"], bench.Lines);
    }

    [Fact]
    public void A_stop_request_leaves_the_operation_for_the_next_try()
    {
        BeginToServe().Add(StepDone, "2.1");

        Assert.ThrowsAny<OperationCanceledException>(() => _bench.Recover(new CancellationToken(canceled: true)));
        Assert.Equal(OperationState.Running, _bench.Operation.Progress.State);
    }

    [Fact]
    public void Resume_undoes_what_is_left_and_counts_attempts_anew()
    {
        BeginToServe();
        AddAttempts();
        _bench.Add(JournalEvent.Undoing).Add(UndoBegun, "2.1").Add(UndoDone, "2.1").Add(UndoBegun, "1.1").Add(UndoFailed, "1.1").Add(Stuck);

        Assert.Equal(OperationState.RolledBack, _bench.Resume().State);
        Assert.Equal(["leftovers ended", "undo change"], _bench.Told);
        Assert.Equal(0, _bench.Operation.Progress.RecoveryAttempts);
    }

    [Fact]
    public void Abandon_leaves_everything_as_it_stands()
    {
        Begin().Add(JournalEvent.Undoing).Add(UndoBegun, "1.1").Add(UndoFailed, "1.1").Add(Stuck);

        Assert.Equal(OperationState.Abandoned, _bench.Abandon().State);
        Assert.Empty(_bench.Told);
        Assert.True(_bench.Operation.Progress.IsEnded);
    }

    private Workbench Begin() => _bench.Add(Running).Add(StepBegun, "1.1").Add(StepDone, "1.1");

    private Workbench BeginToServe() => Begin().Add(Serving).Add(StepBegun, "2.1");

    private void AddAttempts()
    {
        for (var attempt = 0; attempt < Recovery.MaximumAttempts; attempt++)
        {
            _bench.Add(RecoveryAttempt);
        }
    }

    private Workbench NewBench(OperationMode mode)
    {
        Workbench? bench = null;
        string[] names = ["change", "serve", "proof", "commit", "clean-up"];
        var kinds = names.Select(name => new ActingKind(name)
        {
            IsDone = () => _done.Contains(name),
            Apply = _ => Act(bench!, "apply", name),
            Undo = () => Act(bench!, "undo", name),
        });
        bench = new(Workbench.Plan(mode, [.. names.Select((name, role) => Workbench.StageOf((StageRole)role, name))]), kinds);
        return bench;
    }

    private Task Act(Workbench bench, string verb, string name)
    {
        bench.Told.Add($"{verb} {name}");
        if (_takes is { } time)
        {
            bench.Time.SetClock(time);
        }

        return verb == "apply" && _failing.Contains(name) ? throw new IOException($"{name} failed") : Task.CompletedTask;
    }
}
