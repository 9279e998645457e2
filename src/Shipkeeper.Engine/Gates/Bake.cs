namespace Shipkeeper.Engine.Gates;

/// <summary>Watches what a gate has let through: the first reading that is not good any more ends it.</summary>
public sealed class Bake(TimeProvider time)
{
    /// <param name="guards">Good at this moment; watched side by side. What is not required is not watched.</param>
    /// <param name="duration">How long they must stay good.</param>
    /// <param name="onReading">Told of every reading as it comes.</param>
    /// <returns>One result a required guard: open when it stayed good; closed, with what became of it, when it did not.</returns>
    public async Task<IReadOnlyList<GuardResult>> WatchAsync(
        IReadOnlyList<Guard> guards, TimeSpan duration, Action<Guard, Reading> onReading, CancellationToken ct)
    {
        using var over = new CancellationTokenSource(duration, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, over.Token);
        var results = await Task.WhenAll(guards.Where(guard => guard.Required).Select(async guard =>
        {
            var result = await WatchAsync(guard, onReading, over.Token, end.Token, ct);
            if (result.Verdict.Kind is VerdictKind.Closed)
            {
                end.Cancel();
            }

            return result;
        }));
        ct.ThrowIfCancellationRequested();
        return results;
    }

    private async Task<GuardResult> WatchAsync(Guard guard, Action<Guard, Reading> onReading, CancellationToken over, CancellationToken end, CancellationToken ct)
    {
        var begin = time.GetTimestamp();
        Reading? last = null;
        try
        {
            return await FindBadAsync(guard.Probe.ReadAsync(end)) ?? Result(end.IsCancellationRequested ? Verdict.Open("stayed good") : Verdict.Closed("stopped being measured"));
        }
        catch (ShipkeeperException failure)
        {
            return Result(Verdict.Closed($"cannot be measured: {failure.Message}"));
        }

        async Task<GuardResult?> FindBadAsync(IAsyncEnumerable<Reading> readings)
        {
            try
            {
                await foreach (var reading in readings)
                {
                    if (Judge(reading) is { } bad)
                    {
                        return bad;
                    }
                }
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // The time is over, or another guard has decided.
            }

            return over.IsCancellationRequested ? await FindBadAtEndAsync() : null;
        }

        // Who was halted meanwhile has seen nothing of what happened: what counts besides is how it is when the time is over.
        async Task<GuardResult?> FindBadAtEndAsync()
        {
            await foreach (var reading in guard.Probe.ReadAsync(ct))
            {
                return Judge(reading);
            }

            return null;
        }

        GuardResult? Judge(Reading reading)
        {
            last = reading;
            onReading(guard, reading);
            return guard.Policy.Judge(reading) is { Kind: not VerdictKind.Open } bad ? Result(Verdict.Closed($"was good, and then: {bad.Reason}")) : null;
        }

        GuardResult Result(Verdict verdict) => new(guard, verdict, last, time.GetElapsedTime(begin));
    }
}
