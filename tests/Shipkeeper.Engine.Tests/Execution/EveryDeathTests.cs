using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Engine.Tests.Execution;

/// <summary>Not sampled: the process dies at each moment of one upgrade, and recovery dies at each moment of its own.</summary>
public sealed class EveryDeathTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_deaths_at_any_moments_end_on_one_whole_release(bool closedGate)
    {
        var ends = new HashSet<OperationState>();
        for (var first = 1; MomentsOf(closedGate, first) is var moments; first++)
        {
            for (var second = 1; second <= moments; second++)
            {
                ends.Add(EndOf(closedGate, first, second));
            }

            if (moments == 0)
            {
                break;
            }
        }

        Assert.Equal(closedGate ? [OperationState.RolledBack] : [OperationState.RolledBack, OperationState.Succeeded], ends.Order().Reverse());
    }

    /// <summary>How long recovery takes after that death; zero when the operation ended before it.</summary>
    private static int MomentsOf(bool closedGate, int death)
    {
        var history = History.Of(Upgrade(closedGate, death));
        return history.Endings.Count == 1 ? 0 : history.Endings[1].Moments;
    }

    private static OperationState EndOf(bool closedGate, params IEnumerable<int> deaths)
    {
        var history = History.Of(Upgrade(closedGate, deaths));
        Laws.Hold(history);
        return history.State;
    }

    private static Scenario Upgrade(bool closedGate, params IEnumerable<int> deaths)
    {
        var gate = new StepScript { Observable = false, Applies = closedGate ? [.. Enumerable.Repeat(Fails.BeforeEffect, 3)] : [] };
        return new(
            OperationMode.Undo,
            [
                new(StageRole.Change, [new(), new() { DoneBefore = true }]),
                new(StageRole.Serve, [new()]),
                new(StageRole.Proof, [gate]),
                new(StageRole.Commit, [new()]),
                new(StageRole.CleanUp, [new()]),
            ],
            [.. deaths.Select(death => Life.Unharmed with { DiesAt = death })],
            UndoWindow: TimeSpan.FromMinutes(5),
            IsResumed: false,
            Order: 1);
    }
}
