namespace Shipkeeper.Engine.Gates;

/// <summary>What a gate waits for: one subject, how it is measured and judged, and how long it may take.</summary>
/// <param name="Required">False: its verdict is reported, and the gate neither waits for it nor closes by it.</param>
public sealed record Guard(string Subject, IProbe Probe, IGatePolicy Policy, TimeSpan Patience, bool Required = true);

/// <summary>What became of one guard.</summary>
public sealed record GuardResult(Guard Guard, Verdict Verdict, Reading? LastReading, TimeSpan After);

/// <summary>Opens on the first good reading of every guard; closes when one required guard cannot become good, or not in time.</summary>
public sealed class Gate(TimeProvider time)
{
    /// <param name="guards">They are watched side by side.</param>
    /// <param name="onReading">Told of every reading as it comes.</param>
    /// <returns>
    /// One result a guard, in their order. <see cref="VerdictKind.Wait"/> marks a guard that was still waiting when the others had decided.
    /// </returns>
    /// <remarks>Whatever way it ends, no probe runs any more.</remarks>
    public async Task<IReadOnlyList<GuardResult>> WaitAsync(
        IReadOnlyList<Guard> guards, Action<Guard, Reading> onReading, CancellationToken ct)
    {
        using var decided = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var undecided = guards.Count(guard => guard.Required);
        if (undecided == 0)
        {
            decided.Cancel();
        }

        return await Task.WhenAll(guards.Select(async guard =>
        {
            try
            {
                var result = await WatchAsync(guard, onReading, decided.Token, ct);
                if (guard.Required && (result.Verdict.Kind is VerdictKind.Closed || Interlocked.Decrement(ref undecided) == 0))
                {
                    decided.Cancel();
                }

                return result;
            }
            catch (Exception)
            {
                decided.Cancel();
                throw;
            }
        }));
    }

    private async Task<GuardResult> WatchAsync(Guard guard, Action<Guard, Reading> onReading, CancellationToken decided, CancellationToken ct)
    {
        var begin = time.GetTimestamp();
        Reading? last = null;
        var verdict = Verdict.Wait("no reading yet");
        using var patience = new CancellationTokenSource(guard.Patience, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(decided, patience.Token);
        try
        {
            await foreach (var reading in guard.Probe.ReadAsync(end.Token))
            {
                last = reading;
                onReading(guard, reading);
                verdict = guard.Policy.Judge(reading);
                if (verdict.Kind is not VerdictKind.Wait)
                {
                    return Result(verdict);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The probe was asked to end; why is told below, as for a probe that ends quietly when it is asked to.
        }
        catch (ShipkeeperException failure)
        {
            return Result(Verdict.Closed($"cannot be measured: {failure.Message}"));
        }

        ct.ThrowIfCancellationRequested();
        return Result(patience.IsCancellationRequested ? Verdict.Closed($"{verdict.Reason}, given up after {guard.Patience.TotalSeconds:0.#} s")
            : decided.IsCancellationRequested ? verdict
            : Verdict.Closed($"stopped being measured; the last was: {verdict.Reason}"));

        GuardResult Result(Verdict final) => new(guard, final, last, time.GetElapsedTime(begin));
    }
}
