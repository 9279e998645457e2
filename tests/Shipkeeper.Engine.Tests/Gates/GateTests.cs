using System.Runtime.CompilerServices;
using Shipkeeper.Engine.Gates;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Engine.Tests.Simulated;

namespace Shipkeeper.Engine.Tests.Gates;

public sealed class GateTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly SimulatedProcess _process;
    private readonly List<string> _readings = [];

    public GateTests() => _process = new(seed: 1, _time);

    public void Dispose() => _process.Dispose();

    [Fact]
    public void It_opens_on_the_first_good_reading()
    {
        var result = Assert.Single(Wait(GuardOf("web", "starting", "3s", "healthy", "unhealthy")));

        Assert.Equal((VerdictKind.Open, "is healthy"), (result.Verdict.Kind, result.Verdict.Reason));
        Assert.Equal(("health healthy", TimeSpan.FromSeconds(3)), (result.LastReading?.ToString(), result.After));
        Assert.Equal(["web: health starting", "web: health healthy"], _readings);
    }

    [Fact]
    public void It_closes_on_a_reading_that_cannot_become_good() =>
        Assert.Equal(Verdict.Closed("has exited"), Assert.Single(Wait(GuardOf("web", "starting", "exited"))).Verdict);

    [Fact]
    public void Patience_ends_and_the_reason_says_how_much_there_was()
    {
        var result = Assert.Single(Wait(GuardOf("web", "starting", "for ever")));

        Assert.Equal(Verdict.Closed("is starting, given up after 300 s"), result.Verdict);
        Assert.Equal(TimeSpan.FromMinutes(5), result.After);
    }

    [Fact]
    public void A_probe_that_never_measures_closes_it_too() =>
        Assert.Equal(Verdict.Closed("no reading yet, given up after 300 s"), Assert.Single(Wait(GuardOf("web", "for ever"))).Verdict);

    [Fact]
    public void A_probe_that_ends_quietly_when_it_is_asked_to_does_not_hide_why() =>
        Assert.Equal(Verdict.Closed("is starting, given up after 300 s"), Assert.Single(Wait(GuardOf("web", "starting", "quietly for ever"))).Verdict);

    [Fact]
    public void A_probe_that_stops_without_a_verdict_closes_it() => Assert.Equal(
        Verdict.Closed("stopped being measured; the last was: is starting"), Assert.Single(Wait(GuardOf("web", "starting"))).Verdict);

    [Fact]
    public void A_guard_that_is_not_required_is_reported_and_closes_nothing()
    {
        var results = Wait(GuardOf("garage", "exited") with { Required = false }, GuardOf("web", "1s", "healthy"));

        Assert.Equal([VerdictKind.Closed, VerdictKind.Open], results.Select(result => result.Verdict.Kind));
    }

    [Fact]
    public void A_guard_that_is_not_required_is_not_waited_for()
    {
        var results = Wait(GuardOf("garage", "starting", "for ever") with { Required = false }, GuardOf("web", "1s", "healthy"));

        Assert.Equal([Verdict.Wait("is starting"), Verdict.Open("is healthy")], results.Select(result => result.Verdict));
        Assert.Equal(TimeSpan.FromSeconds(1), _time.Elapsed);
    }

    [Fact]
    public void Where_no_guard_is_required_nothing_is_waited_for()
    {
        Wait(GuardOf("garage", "starting", "for ever") with { Required = false });

        Assert.Equal(TimeSpan.Zero, _time.Elapsed);
    }

    [Fact]
    public void One_that_closes_ends_the_wait_of_the_others()
    {
        var results = Wait(GuardOf("web", "starting", "for ever"), GuardOf("api", "2s", "exited"), GuardOf("worker", "healthy"));

        Assert.Equal([Verdict.Wait("is starting"), Verdict.Closed("has exited"), Verdict.Open("is healthy")], results.Select(result => result.Verdict));
        Assert.Equal(TimeSpan.FromSeconds(2), _time.Elapsed);
    }

    [Fact]
    public void What_cannot_be_measured_closes_it_and_says_so()
    {
        var result = Assert.Single(Wait(GuardOf("web", "starting", "engine gone")));

        Assert.StartsWith("cannot be measured: this version of Shipkeeper does not know", result.Verdict.Reason, StringComparison.Ordinal);
        Assert.Equal(VerdictKind.Closed, result.Verdict.Kind);
    }

    [Fact]
    public void A_bug_in_a_probe_ends_the_others_and_is_not_hidden()
    {
        Assert.Throws<InvalidOperationException>(() => Wait(GuardOf("web", "starting", "for ever"), GuardOf("api", "1s", "bug")));
        Assert.Equal(TimeSpan.FromSeconds(1), _time.Elapsed);
    }

    [Theory]
    [InlineData("for ever")]
    [InlineData("quietly for ever")]
    public void A_stop_request_is_passed_on(string end)
    {
        using var stop = new CancellationTokenSource();
        using var timer = _time.CreateTimer(_ => stop.Cancel(), null, TimeSpan.FromSeconds(7), Timeout.InfiniteTimeSpan);

        Assert.ThrowsAny<OperationCanceledException>(() => Wait(stop.Token, GuardOf("web", "starting", end)));
        Assert.Equal(TimeSpan.FromSeconds(7), _time.Elapsed);
    }

    [Fact]
    public void Without_guards_it_is_open() => Assert.Empty(Wait());

    private Guard GuardOf(string subject, params string[] script) =>
        new(subject, new ScriptedProbe(_time, script), new HealthPolicy(), Patience: TimeSpan.FromMinutes(5));

    private IReadOnlyList<GuardResult> Wait(params Guard[] guards) => Wait(CancellationToken.None, guards);

    private IReadOnlyList<GuardResult> Wait(CancellationToken ct, params Guard[] guards) => _process.Run(() => new Gate(_time).WaitAsync(
        guards, (guard, reading) => _readings.Add($"{guard.Subject}: {reading}"), ct)).GetAwaiter().GetResult();

    private sealed class HealthPolicy : IGatePolicy
    {
        public Verdict Judge(Reading reading) => reading["health"] switch
        {
            "healthy" => Verdict.Open("is healthy"),
            "exited" => Verdict.Closed("has exited"),
            var other => Verdict.Wait($"is {other}"),
        };
    }

    /// <summary>A line a reading, but for those that say what else happens: a pause, the end, a fault.</summary>
    private sealed class ScriptedProbe(TimeProvider time, string[] script) : IProbe
    {
        public async IAsyncEnumerable<Reading> ReadAsync([EnumeratorCancellation] CancellationToken ct)
        {
            foreach (var line in script)
            {
                switch (line)
                {
                    case "for ever":
                        await Task.Delay(Timeout.InfiniteTimeSpan, time, ct);
                        break;
                    case "quietly for ever":
                        await EndOf(ct);
                        yield break;
                    case "bug":
                        throw new InvalidOperationException("a bug");
                    case "engine gone":
                        throw PlanErrors.UnknownKind("any");
                    case [var seconds, 's']:
                        await Task.Delay(TimeSpan.FromSeconds(seconds - '0'), time, ct);
                        break;
                    default:
                        yield return new(time.GetUtcNow(), [new("health", line)]);
                        break;
                }
            }
        }

        private static Task EndOf(CancellationToken ct)
        {
            var end = new TaskCompletionSource();
            ct.Register(end.SetResult);
            return end.Task;
        }
    }
}
