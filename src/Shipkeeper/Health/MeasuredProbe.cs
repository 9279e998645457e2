using System.Runtime.CompilerServices;
using Shipkeeper.Engine.Gates;

namespace Shipkeeper.Health;

/// <summary>One way to measure a service from outside of its health check.</summary>
internal interface IMeasurement
{
    /// <returns>Facts; a failure to measure is one of them.</returns>
    Task<IReadOnlyList<KeyValuePair<string, string>>> MeasureAsync(CancellationToken ct);

    /// <summary>Pure.</summary>
    bool IsGood(Reading reading);
}

/// <summary>
/// What the engine says of a service's containers, together with a measurement while they run. Nobody announces that an HTTP answer has become
/// good, so it is asked for again: after a pause that grows, and at once when the engine tells of a change.
/// </summary>
internal sealed class MeasuredProbe(ContainerProbe containers, ServiceWatch watch, string service, IMeasurement measurement, TimeProvider time) : IProbe
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>So a good answer is noticed late by a fifth of the time waited for it, at most.</summary>
    private const double Growth = 1.2;

    public async IAsyncEnumerable<Reading> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var (pause, change) = (FirstPause, Task.CompletedTask);
        while (true)
        {
            var reading = await containers.ReadOnceAsync(ct);
            yield return reading["state"] == "running" ? reading with { Facts = [.. reading.Facts, .. await measurement.MeasureAsync(ct)] } : reading;

            change = change.IsCompleted ? watch.ChangeAsync(service, ct) : change;
            await Task.WhenAny(change, Task.Delay(pause, time, ct));
            ct.ThrowIfCancellationRequested();
            pause = pause * Growth < LongestPause ? pause * Growth : LongestPause;
        }
    }
}

/// <summary>Good is what the measurement calls good, in containers that run; one that has ended closes the gate.</summary>
internal sealed class MeasuredPolicy(IMeasurement measurement) : IGatePolicy
{
    private readonly ContainerPolicy _containers = new(completes: false);

    public Verdict Judge(Reading reading)
    {
        var byContainers = _containers.Judge(reading);
        if (byContainers.Kind is VerdictKind.Closed || reading["state"] != "running")
        {
            return byContainers;
        }

        return measurement.IsGood(reading) ? Verdict.Open(reading.ToString()) : Verdict.Wait(reading.ToString());
    }
}
