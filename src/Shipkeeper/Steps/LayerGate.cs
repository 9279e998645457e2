using Shipkeeper.Engine.Gates;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Health;
using Shipkeeper.Model;

namespace Shipkeeper.Steps;

/// <summary>Waits until services of a layer are good. What it saw is in the journal; a closed gate keeps the last log lines too.</summary>
internal sealed class LayerGate(PlatformSession session, Release release, StepScope scope)
{
    /// <exception cref="ShipkeeperException"><c>gate.closed</c></exception>
    public async Task PassAsync(IReadOnlyList<string> services, CancellationToken ct)
    {
        await using var watch = await ServiceWatch.OpenAsync(session.Docker, session.Platform.Name, session.Time, ct);
        var guards = await new Guards(session, watch).OfAsync(release, services, ct);
        await JudgeAsync(await new Gate(session.Time).WaitAsync(guards, Tell, ct), ct);
    }

    /// <summary>They must stay good, without a restart, for a time.</summary>
    /// <exception cref="ShipkeeperException"><c>gate.closed</c></exception>
    public async Task StayGoodAsync(IReadOnlyList<string> services, TimeSpan duration, CancellationToken ct)
    {
        await using var watch = await ServiceWatch.OpenAsync(session.Docker, session.Platform.Name, session.Time, ct);
        var guards = await new Guards(session, watch).OfAsync(release, services, ct);
        var counting = guards.Select(guard => guard with { Probe = new RestartProbe(guard.Probe, session, guard.Subject), Policy = new SteadyPolicy(guard.Policy) }).ToList();
        await JudgeAsync(await new Bake(session.Time).WatchAsync(counting, duration, Tell, ct), ct);
    }

    private void Tell(Guard guard, Reading reading) => scope.Report(session.Redaction.Apply($"{guard.Subject}: {reading}"));

    private async Task JudgeAsync(IReadOnlyList<GuardResult> results, CancellationToken ct)
    {
        await scope.NoteAsync(results.ToDictionary(result => result.Guard.Subject, Describe));
        if (results.Any(result => result.Guard.Required && result.Verdict.Kind is VerdictKind.Closed))
        {
            throw await new GateFailure(session).OfAsync(results, scope.OperationId, ct);
        }
    }

    private string Describe(GuardResult result) => session.Redaction.Apply(
        $"{result.Verdict.Kind.ToString().ToLowerInvariant()}: {result.Verdict.Reason}, after {result.After.TotalSeconds:0.00} s ({result.LastReading})");
}
