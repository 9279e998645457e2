using FsCheck;
using FsCheck.Fluent;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Tests.Execution;

/// <summary>Draws scenarios from a seed, and makes failing ones smaller.</summary>
internal static class ScenarioSource
{
    private static readonly StageRole[] OptionalRoles = [StageRole.Serve, StageRole.Proof, StageRole.Commit, StageRole.CleanUp];

    private static readonly TimeSpan[] Downtimes =
        [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4), TimeSpan.FromHours(9), TimeSpan.FromMinutes(-30)];

    public static Arbitrary<Scenario> Any() => Any(scenario => scenario);

    /// <param name="narrowed">Takes out of a scenario what a property leaves aside.</param>
    public static Arbitrary<Scenario> Any(Func<Scenario, Scenario> narrowed) => Arb.From(
        Gen.Choose(0, int.MaxValue).Select(seed => narrowed(Draw(new Random(seed)))),
        scenario => Smaller(scenario).Select(narrowed).Where(smaller => smaller.ToString() != scenario.ToString()));

    private static Scenario Draw(Random random) => new(
        random.Next(5) == 0 ? OperationMode.ForwardOnly : OperationMode.Undo,
        [.. DrawRoles(random).Select(role => new StageScript(role, [.. Times(random.Next(1, 4), () => DrawStep(random, role))]))],
        [.. Times(random.Next(0, 9), () => DrawLife(random))],
        TimeSpan.FromMinutes(5),
        random.Next(2) == 0,
        random.Next());

    private static IEnumerable<StageRole> DrawRoles(Random random) =>
        Enumerable.Repeat(StageRole.Change, random.Next(1, 4))
            .Concat(OptionalRoles.SelectMany(role => Enumerable.Repeat(role, random.Next(8) switch { 0 => 0, 7 => 2, _ => 1 })));

    private static StepScript DrawStep(Random random, StageRole role)
    {
        var observable = role is not StageRole.Proof && random.Next(6) > 0;
        return new()
        {
            Observable = observable,
            DoneBefore = observable && random.Next(6) == 0,
            Applies = [.. Times(random.Next(0, 3), () => random.Next(5) == 0 ? (Fails)random.Next(1, 3) : Fails.No)],
            UndosThatFail = random.Next(5) == 0 ? random.Next(1, 7) : 0,
            UndoFailsAfterEffect = random.Next(2) == 0,
            QuestionsThatFail = random.Next(20) == 0 ? 1 : 0,
        };
    }

    private static Life DrawLife(Random random) => new(
        random.Next(3) > 0 ? random.Next(1, 40) : null,
        random.Next(8) == 0 ? random.Next(1, 30) : null,
        random.Next(6) == 0 ? random.Next(1, 14) : null,
        random.Next(2) == 0,
        random.Next(3) > 0 ? TimeSpan.Zero : Downtimes[random.Next(Downtimes.Length)]);

    private static IEnumerable<T> Times<T>(int count, Func<T> draw) => Enumerable.Range(0, count).Select(_ => draw());

    private static IEnumerable<Scenario> Smaller(Scenario scenario) =>
    [
        .. Without(scenario.Stages).Select(stages => scenario with { Stages = stages }),
        .. Without(scenario.Lives).Select(lives => scenario with { Lives = lives }),
        .. Each(scenario.Stages, SmallerStages).Select(stages => scenario with { Stages = stages }),
        .. Each(scenario.Lives, SmallerLives).Select(lives => scenario with { Lives = lives }),
        .. scenario.IsResumed ? [scenario with { IsResumed = false }] : Array.Empty<Scenario>(),
    ];

    private static IEnumerable<StageScript> SmallerStages(StageScript stage) =>
    [
        .. Without(stage.Steps).Where(steps => steps.Count > 0).Select(steps => stage with { Steps = steps }),
        .. Each(stage.Steps, SmallerSteps).Select(steps => stage with { Steps = steps }),
    ];

    private static IEnumerable<StepScript> SmallerSteps(StepScript step) => new[]
    {
        step with { DoneBefore = false },
        step with { Applies = [] },
        step with { UndosThatFail = 0 },
        step with { QuestionsThatFail = 0 },
    }.Where(smaller => smaller.ToString() != step.ToString());

    private static IEnumerable<Life> SmallerLives(Life life) => new[]
    {
        Life.Unharmed,
        life with { DiesAt = null },
        life with { StopsAt = null },
        life with { LosesAppend = null, LostLineIsDurable = false },
        life with { ClockMoves = TimeSpan.Zero },
        life with { DiesAt = life.DiesAt - 1 is > 0 and var earlier ? earlier : null },
    }.Where(smaller => smaller != life);

    private static IEnumerable<IReadOnlyList<T>> Without<T>(IReadOnlyList<T> items) =>
        items.Select((_, index) => (IReadOnlyList<T>)[.. items.Take(index), .. items.Skip(index + 1)]);

    private static IEnumerable<IReadOnlyList<T>> Each<T>(IReadOnlyList<T> items, Func<T, IEnumerable<T>> smaller) =>
        items.SelectMany((item, index) =>
            smaller(item).Select(other => (IReadOnlyList<T>)[.. items.Take(index), other, .. items.Skip(index + 1)]));
}
