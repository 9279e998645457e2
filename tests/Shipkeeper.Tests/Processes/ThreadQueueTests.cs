using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tests.Processes;

public sealed class ThreadQueueTests
{
    private readonly ThreadQueue<int> _queue = new(capacity: 2);

    [Fact]
    public void What_waits_is_taken_together_and_in_its_order()
    {
        Assert.True(_queue.TryAdd(1));
        Assert.True(_queue.TryAdd(2));

        Assert.Equal([1, 2], _queue.TakeAll());
    }

    [Fact]
    public async Task Whoever_takes_waits_for_the_first_item()
    {
        var taken = Task.Run(_queue.TakeAll, TestContext.Current.CancellationToken);
        Assert.False(taken.IsCompleted);

        _queue.TryAdd(7);

        Assert.Equal([7], await taken);
    }

    [Fact]
    public async Task A_full_queue_takes_nothing_until_there_is_room()
    {
        _queue.TryAdd(1);
        _queue.TryAdd(2);
        Assert.False(_queue.TryAdd(3));
        Assert.False(_queue.TryAdd(3, TimeSpan.FromMilliseconds(10)));
        var waiting = Task.Run(() => _queue.TryAdd(4, Timeout.InfiniteTimeSpan), TestContext.Current.CancellationToken);

        Assert.Equal([1, 2], _queue.TakeAll());

        Assert.True(await waiting);
        Assert.Equal([4], _queue.TakeAll());
    }

    [Fact]
    public async Task When_it_is_complete_what_waits_is_still_taken_and_nothing_more_comes_in()
    {
        _queue.TryAdd(1);
        _queue.TryAdd(2);
        var waiting = Task.Run(() => _queue.TryAdd(3, Timeout.InfiniteTimeSpan), TestContext.Current.CancellationToken);
        _queue.Complete();

        Assert.False(await waiting);
        Assert.False(_queue.TryAdd(4));
        Assert.True(_queue.IsCompleted);
        Assert.Equal([1, 2], _queue.TakeAll());
        Assert.Empty(_queue.TakeAll());
    }
}
