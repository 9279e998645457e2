using System.Runtime.InteropServices;
using Shipkeeper.Engine.Execution;

namespace Shipkeeper.Tools.Files;

/// <param name="Time">After this long, whoever still holds the lock is told of as if nobody had waited.</param>
/// <param name="OnWait">Told once, who is waited for.</param>
public sealed record Patience(TimeSpan Time, Action<string> OnWait);

/// <summary>A lock whose holder is waited for.</summary>
/// <param name="inner">Taken as soon as it is to be had.</param>
/// <param name="paths">The files whose flock(2) the inner one takes; one that is not there is held by nobody.</param>
public sealed class PatientLock(IOperationLock inner, IReadOnlyList<string> paths, Patience patience, TimeProvider time) : IOperationLock
{
    public async Task<IOperationHold> TakeAsync(string verb, CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        var hasTold = false;
        while (true)
        {
            try
            {
                return await inner.TakeAsync(verb, ct);
            }
            catch (ShipkeeperException busy) when (busy.Code.Kind is ErrorKind.Busy && time.GetElapsedTime(begun) < patience.Time)
            {
                if (!hasTold)
                {
                    patience.OnWait(busy.Message);
                    hasTold = true;
                }

                await AwaitFreeAsync(patience.Time - time.GetElapsedTime(begun), ct);
            }
        }
    }

    /// <summary>Ends when all are free at one moment, or when patience does.</summary>
    private async Task AwaitFreeAsync(TimeSpan rest, CancellationToken ct)
    {
        try
        {
            await Task.WhenAll(paths.Select(path => Task.Factory.StartNew(() => AwaitFree(path), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default))).WaitAsync(rest, time, ct);
        }
        catch (TimeoutException)
        {
            // The next try says who holds it.
        }
    }

    private static void AwaitFree(string path)
    {
        using var file = Posix.Open(path, Posix.OpenReadOnly | Posix.OpenNoFollow | Posix.OpenCloseOnExec, 0);
        while (!file.IsInvalid && Posix.Lock(file, Posix.LockExclusive) != 0 && Marshal.GetLastPInvokeError() == Posix.Interrupted)
        {
        }
    }
}
