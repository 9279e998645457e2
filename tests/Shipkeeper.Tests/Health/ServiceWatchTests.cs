using Shipkeeper.Health;

namespace Shipkeeper.Tests.Health;

public sealed class ServiceWatchTests : IDisposable
{
    private readonly EnginePlatform _engine = new();

    public void Dispose() => _engine.Dispose();

    /// <summary>The stream of events stays open here, and says nothing for ever.</summary>
    [Fact]
    public async Task An_event_that_was_lost_is_made_up_for_by_looking_now_and_then()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var watch = await ServiceWatch.OpenAsync(_engine.Engine, EnginePlatform.Project, new HastyTime(), ct);

        await watch.ChangeAsync("api", ct);
        await watch.ChangeAsync("api", ct);
    }

    /// <summary>A clock whose timers go off a hundred times too early.</summary>
    private sealed class HastyTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime / 100, period / 100);
    }
}
