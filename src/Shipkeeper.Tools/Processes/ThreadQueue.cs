using System.Diagnostics;

namespace Shipkeeper.Tools.Processes;

/// <summary>
/// What a thread of its own works off, in order. That thread sleeps as long as there is nothing: the blocking collection of the library lets it spin first, which
/// takes a processor from the child that everybody waits for.
/// </summary>
/// <param name="capacity">How many items wait, at most.</param>
public sealed class ThreadQueue<T>(int capacity = int.MaxValue)
{
    private readonly Queue<T> _items = new();
    private bool _completed;

    /// <summary>Whether nothing more is taken in.</summary>
    public bool IsCompleted
    {
        get
        {
            lock (_items)
            {
                return _completed;
            }
        }
    }

    /// <param name="patience">How long to wait for room; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes.</param>
    /// <returns>False where there was none in time, or nothing more is taken in.</returns>
    public bool TryAdd(T item, TimeSpan patience = default)
    {
        var began = Stopwatch.GetTimestamp();
        lock (_items)
        {
            while (!_completed && _items.Count >= capacity)
            {
                var left = patience == Timeout.InfiniteTimeSpan ? patience : patience - Stopwatch.GetElapsedTime(began);
                if (left <= TimeSpan.Zero && left != Timeout.InfiniteTimeSpan)
                {
                    return false;
                }

                Monitor.Wait(_items, left);
            }

            if (!_completed)
            {
                _items.Enqueue(item);
                Monitor.PulseAll(_items);
            }

            return !_completed;
        }
    }

    /// <summary>Waits for items.</summary>
    /// <returns>All that are there; none where none will come any more.</returns>
    public IReadOnlyList<T> TakeAll()
    {
        lock (_items)
        {
            while (_items.Count == 0 && !_completed)
            {
                Monitor.Wait(_items);
            }

            IReadOnlyList<T> taken = [.. _items];
            _items.Clear();
            Monitor.PulseAll(_items);
            return taken;
        }
    }

    /// <summary>Nothing more is taken in; what waits is still worked off.</summary>
    public void Complete()
    {
        lock (_items)
        {
            _completed = true;
            Monitor.PulseAll(_items);
        }
    }
}
