namespace Shipkeeper.Engine.Tests.Simulated;

/// <summary>
/// One process as the kernel's world sees it: its continuations run one at a time, in an order drawn from a seed, so that steps
/// side by side interleave in every way and a case can be repeated. At a chosen moment it dies: nothing of it runs any more.
/// </summary>
internal sealed class SimulatedProcess(int seed, ManualTime time, int? diesAt = null, int? stopsAt = null) : SynchronizationContext, IDisposable
{
    private readonly Random _order = new(seed);
    private readonly List<Action> _ready = [];
    private readonly CancellationTokenSource _stop = new();

    public int Moments { get; private set; }

    public bool IsDead { get; private set; }

    /// <summary>Cancelled at the moment at which somebody asks this process to stop.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>A moment at which the process can die, and at which others get their turn.</summary>
    public async Task MomentAsync()
    {
        await Task.Yield();
        Moments++;
        if (Moments == stopsAt)
        {
            _stop.Cancel();
        }

        if (Moments == diesAt)
        {
            IsDead = true;
            await new TaskCompletionSource().Task;
        }
    }

    /// <summary>Runs until the work is done or the process is dead; a dead process leaves a task that never ends.</summary>
    public Task<T> Run<T>(Func<Task<T>> work)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            var task = work();
            while (!task.IsCompleted && !IsDead)
            {
                RunNext();
            }

            return IsDead ? new TaskCompletionSource<T>().Task : task;
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_ready)
        {
            _ready.Add(() => d(state));
            Monitor.Pulse(_ready);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    public void Dispose() => _stop.Dispose();

    private void RunNext()
    {
        if (TakeNext() is { } next)
        {
            next();
        }
        else if (!time.AdvanceToNextTimer())
        {
            WaitForOtherThreads();
        }
    }

    private Action? TakeNext()
    {
        lock (_ready)
        {
            if (_ready.Count == 0)
            {
                return null;
            }

            var index = _order.Next(_ready.Count);
            var next = _ready[index];
            _ready.RemoveAt(index);
            return next;
        }
    }

    private void WaitForOtherThreads()
    {
        lock (_ready)
        {
            if (_ready.Count == 0 && !Monitor.Wait(_ready, TimeSpan.FromSeconds(10)))
            {
                throw new InvalidOperationException("The kernel waits for something that never comes.");
            }
        }
    }
}
