using System.Runtime.CompilerServices;
using Shipkeeper.Engine.Gates;
using Shipkeeper.Engine.Tests.Simulated;

namespace Shipkeeper.Engine.Tests.Gates;

public sealed class BakeTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly SimulatedProcess _process;

    public BakeTests() => _process = new(seed: 1, _time);

    public void Dispose() => _process.Dispose();

    [Fact]
    public void What_stays_good_is_open_when_the_time_is_over() => Assert.Equal(Verdict.Open("stayed good"), Watch(["healthy"], ["healthy"]).Verdict);

    [Fact]
    public void The_first_reading_that_is_not_good_closes_it() =>
        Assert.Equal(Verdict.Closed("was good, and then: is exited"), Watch(["healthy", "exited"], ["healthy"]).Verdict);

    /// <summary>As after a halt of this process: the end of the time is noticed, and nothing of what happened before.</summary>
    [Fact]
    public void How_it_is_when_the_time_is_over_counts_though_nobody_told_of_it_before() =>
        Assert.Equal(Verdict.Closed("was good, and then: is exited"), Watch(["healthy"], ["exited"]).Verdict);

    private GuardResult Watch(params string[][] scripts) => Assert.Single(_process.Run(() => new Bake(_time).WatchAsync(
        [new("web", new ScriptedProbe(_time, scripts), new HealthPolicy(), Patience: TimeSpan.FromMinutes(5))], TimeSpan.FromSeconds(30), (_, _) => { }, CancellationToken.None)).GetAwaiter().GetResult());

    private sealed class HealthPolicy : IGatePolicy
    {
        public Verdict Judge(Reading reading) => reading["health"] == "healthy" ? Verdict.Open("is healthy") : Verdict.Wait($"is {reading["health"]}");
    }

    /// <summary>A script each time it is asked: these readings at once, and then none for ever.</summary>
    private sealed class ScriptedProbe(TimeProvider time, string[][] scripts) : IProbe
    {
        private int _asked;

        public async IAsyncEnumerable<Reading> ReadAsync([EnumeratorCancellation] CancellationToken ct)
        {
            foreach (var health in scripts[_asked++])
            {
                yield return new(time.GetUtcNow(), [new("health", health)]);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, time, ct);
        }
    }
}
