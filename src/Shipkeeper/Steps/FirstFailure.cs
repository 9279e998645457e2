using System.Runtime.ExceptionServices;

namespace Shipkeeper.Steps;

/// <summary>Waits for work that runs side by side, so that the first failure stops the rest and is the one that is told.</summary>
internal static class FirstFailure
{
    /// <param name="stop">Cancelled at the first failure; all of the work listens to it.</param>
    public static async Task WhenAllAsync(IEnumerable<Task> work, CancellationTokenSource stop)
    {
        Exception? first = null;
        await Task.WhenAll(work.Select(async task =>
        {
            try
            {
                await task;
            }
            catch (Exception failure)
            {
                Interlocked.CompareExchange(ref first, failure, null);
                await stop.CancelAsync();
            }
        }));

        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
