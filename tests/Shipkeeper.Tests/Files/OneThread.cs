using System.Collections.Concurrent;

namespace Shipkeeper.Tests.Files;

/// <summary>Brings every continuation back to one thread, so that strace, which counts for each thread, counts all calls of a story.</summary>
internal sealed class OneThread : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];

    public static void Run(Func<Task> story)
    {
        var thread = new OneThread();
        SetSynchronizationContext(thread);
        var told = story();
        _ = told.ContinueWith(_ => thread._posted.CompleteAdding(), TaskScheduler.Default);
        foreach (var (callback, state) in thread._posted.GetConsumingEnumerable())
        {
            callback(state);
        }

        told.GetAwaiter().GetResult();
    }

    public override void Post(SendOrPostCallback d, object? state) => _posted.Add((d, state));
}
