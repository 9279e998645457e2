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
/// What the engine says of a service's containers, and while that is good what is measured beside it, one after the other up to the first that
/// is not good. Nobody announces that an HTTP answer has become good, so it is asked for again: after a pause that grows, and at once when the
/// engine tells of a change.
/// </summary>
/// <param name="byContainers">When there is something to measure.</param>
internal sealed class MeasuredProbe(
    ContainerProbe containers, IGatePolicy byContainers, IReadOnlyList<IMeasurement> measurements, ServiceWatch watch, string service, TimeProvider time) : IProbe
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
            yield return await MeasureAsync(await containers.ReadOnceAsync(ct), ct);

            change = change.IsCompleted ? watch.ChangeAsync(service, ct) : change;
            await Task.WhenAny(change, Task.Delay(pause, time, ct));
            ct.ThrowIfCancellationRequested();
            pause = pause * Growth < LongestPause ? pause * Growth : LongestPause;
        }
    }

    private async Task<Reading> MeasureAsync(Reading reading, CancellationToken ct)
    {
        if (byContainers.Judge(reading).Kind is not VerdictKind.Open)
        {
            return reading;
        }

        foreach (var measurement in measurements)
        {
            reading = reading with { Facts = [.. reading.Facts, .. await measurement.MeasureAsync(ct)] };
            if (!measurement.IsGood(reading))
            {
                break;
            }
        }

        return reading;
    }
}

/// <summary>Good is what every measurement calls good, in containers that are.</summary>
internal sealed class MeasuredPolicy(IGatePolicy byContainers, IReadOnlyList<IMeasurement> measurements) : IGatePolicy
{
    public Verdict Judge(Reading reading) =>
        byContainers.Judge(reading) is { Kind: not VerdictKind.Open } notYet ? notYet
        : measurements.All(measurement => measurement.IsGood(reading)) ? Verdict.Open(reading.ToString())
        : Verdict.Wait(reading.ToString());
}
