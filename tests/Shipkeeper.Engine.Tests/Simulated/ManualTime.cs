namespace Shipkeeper.Engine.Tests.Simulated;

/// <summary>A clock that moves when it is told to. Timers fire, in order, inside the call that moves it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _guard = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _wall = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private long _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Elapsed => new(GetTimestamp());

    public override DateTimeOffset GetUtcNow()
    {
        lock (_guard)
        {
            return _wall;
        }
    }

    public override long GetTimestamp()
    {
        lock (_guard)
        {
            return _elapsed;
        }
    }

    /// <summary>Somebody sets the wall clock; no time passes.</summary>
    public void SetClock(TimeSpan by)
    {
        lock (_guard)
        {
            _wall += by;
        }
    }

    /// <summary>Whoever waited is dead.</summary>
    public void DropTimers()
    {
        lock (_guard)
        {
            _timers.Clear();
        }
    }

    public void Advance(TimeSpan by)
    {
        var end = GetTimestamp() + by.Ticks;
        while (NextDue() is { } due && due <= end)
        {
            MoveTo(due);
        }

        MoveTo(end);
    }

    /// <returns>False when nobody waits for the clock.</returns>
    public bool AdvanceToNextTimer()
    {
        if (NextDue() is not { } due)
        {
            return false;
        }

        MoveTo(due);
        return true;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private long? NextDue()
    {
        lock (_guard)
        {
            return _timers.Min(timer => timer.Due);
        }
    }

    private void MoveTo(long moment)
    {
        ManualTimer[] due;
        lock (_guard)
        {
            var by = Math.Max(0, moment - _elapsed);
            _elapsed += by;
            _wall += new TimeSpan(by);
            due = [.. _timers.Where(timer => timer.Due <= moment)];
            _timers.RemoveAll(due.Contains);
        }

        foreach (var timer in due)
        {
            timer.Fire();
        }
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public long? Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._guard)
            {
                time._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = time._elapsed + dueTime.Ticks;
                    time._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._guard)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
