using FsCheck;
using FsCheck.Fluent;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Journal;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Tests.Execution;

/// <summary>
/// Random plans, failures, interleavings and deaths. A failing case is printed whole and made smaller; its seed goes into
/// <c>PROPERTY_SEED</c> to see it again, and <c>PROPERTY_CASES</c> asks for more of them.
/// </summary>
public sealed class EveryHistoryTests
{
    private static readonly string? Seed = Environment.GetEnvironmentVariable("PROPERTY_SEED");

    private static readonly int Cases = int.Parse(Environment.GetEnvironmentVariable("PROPERTY_CASES") ?? "1000");

    [Fact]
    public void Every_history_obeys_every_law() => Check(ScenarioSource.Any(), Laws.Hold);

    [Fact]
    public void Nothing_but_failing_undos_and_attempts_and_time_leaves_an_operation_stuck() =>
        Check(ScenarioSource.Any(Undoable), history => Assert.True(history.State is not OperationState.Stuck, history.ToString()));

    [Fact]
    public void A_stop_request_ends_an_operation_where_its_mode_says() =>
        Check(ScenarioSource.Any(OnlyStopped), history =>
        {
            var asked = history.Scenario.Lives[0].StopsAt!.Value <= history.Endings[0].Moments;
            OperationState[] allowed = asked && !WasAllDone(history)
                ? [history.Plan.Mode is OperationMode.Undo ? OperationState.RolledBack : OperationState.Interrupted]
                : [OperationState.Succeeded];
            Assert.True(allowed.Contains(history.State), history.ToString());
            Laws.Hold(history);
        });

    private static Scenario Undoable(Scenario scenario) => scenario with
    {
        Lives = [.. scenario.Lives.Take(Recovery.MaximumAttempts).Select(life => life with { ClockMoves = TimeSpan.Zero })],
        Stages = [.. scenario.Stages.Select(stage => stage with { Steps = [.. stage.Steps.Select(Obedient)] })],
    };

    private static Scenario OnlyStopped(Scenario scenario) => scenario with
    {
        Lives = [Life.Unharmed with { StopsAt = (scenario.Order % 60) + 1 }],
        Stages = [.. scenario.Stages.Select(stage => stage with { Steps = [.. stage.Steps.Select(step => Obedient(step) with { Applies = [] })] })],
    };

    private static StepScript Obedient(StepScript step) => step with { UndosThatFail = 0, QuestionsThatFail = 0 };

    /// <summary>The request came when nothing but clean-up was left.</summary>
    private static bool WasAllDone(History history) =>
        history.Plan.EnumerateSteps().Where(step => step.Role is not StageRole.CleanUp).All(step => history.Records.Exists(record =>
            record.Step == step.Id.ToString() && record.Event is JournalEvent.StepDone or JournalEvent.StepAlreadyDone));

    private static void Check(Arbitrary<Scenario> scenarios, Action<History> law)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Cases);
        if (Seed?.Split(',') is [var seed, var gamma])
        {
            config = config.WithReplay(ulong.Parse(seed), ulong.Parse(gamma));
        }

        Prop.ForAll(scenarios, scenario => law(History.Of(scenario))).Check(config);
    }
}
