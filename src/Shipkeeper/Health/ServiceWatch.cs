using System.Collections.Concurrent;
using System.Threading.Channels;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Health;

/// <summary>
/// One event stream of the engine for all services of a platform: tells each that something about it has changed. When the stream breaks,
/// everybody is told, because anything may have happened meanwhile; and now and then anyhow, because the engine drops an event that
/// a listener does not take within 100 ms, and nobody hears of that (moby, daemon/events).
/// </summary>
internal sealed class ServiceWatch : IAsyncDisposable
{
    private static readonly TimeSpan ReconnectPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAnyhow = TimeSpan.FromSeconds(10);

    private static readonly string[] Actions = ["create", "start", "die", "health_status", "pause", "unpause", "rename", "destroy", "oom"];

    private readonly ConcurrentDictionary<string, Channel<bool>> _changes = new();
    private readonly CancellationTokenSource _end = new();
    private readonly DockerEngine _docker;
    private readonly string _project;
    private readonly TimeProvider _time;
    private readonly Task _pump;
    private readonly ITimer _nowAndThen;

    private ServiceWatch(DockerEngine docker, string project, TimeProvider time, EngineEventStream events)
    {
        (_docker, _project, _time) = (docker, project, time);
        _pump = PumpAsync(events);
        _nowAndThen = time.CreateTimer(_ => TellAll(), state: null, LookAnyhow, LookAnyhow);
    }

    /// <summary>Returns when the engine is telling: what is looked at afterwards cannot be outdated unnoticed.</summary>
    public static async Task<ServiceWatch> OpenAsync(DockerEngine docker, string project, TimeProvider time, CancellationToken ct) =>
        new(docker, project, time, await SubscribeAsync(docker, project, ct));

    /// <summary>Completes when something about the service has changed since it was last asked; at once the first time.</summary>
    public Task ChangeAsync(string service, CancellationToken ct) => ChangeAsync(service, noLaterThan: null, ct);

    /// <inheritdoc cref="ChangeAsync(string, CancellationToken)"/>
    /// <param name="noLaterThan">From now: when that has passed, nothing need have changed.</param>
    public async Task ChangeAsync(string service, TimeSpan? noLaterThan, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(noLaterThan ?? Timeout.InfiniteTimeSpan, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await ChangesOf(service).Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // It is time to look.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _nowAndThen.DisposeAsync();
        await _end.CancelAsync();
        await _pump;
        _end.Dispose();
    }

    private static Task<EngineEventStream> SubscribeAsync(DockerEngine docker, string project, CancellationToken ct) => docker.Events.OpenAsync(
        [("type", ["container"]), ("label", [ComposeLabels.Is(ComposeLabels.Project, project)]), ("event", Actions)], ct);

    private Channel<bool> ChangesOf(string service) => _changes.GetOrAdd(service, _ =>
    {
        var channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        channel.Writer.TryWrite(true);
        return channel;
    });

    private async Task PumpAsync(EngineEventStream first)
    {
        var events = first;
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await ForwardAsync(events);
            }
            catch (OperationCanceledException)
            {
                // The watch is over.
            }
            catch (ShipkeeperException)
            {
                events.Dispose();
                events = await ResubscribeAsync(events);
                TellAll();
            }
        }

        events.Dispose();
    }

    private async Task ForwardAsync(EngineEventStream events)
    {
        await foreach (var engineEvent in events.ReadAsync(_end.Token))
        {
            if (engineEvent.Attributes.TryGetValue(ComposeLabels.Service, out var service))
            {
                ChangesOf(service).Writer.TryWrite(true);
            }
        }
    }

    /// <summary>An engine that restarts is away for a while: the probes say so, and their gates decide how long that may be.</summary>
    private async Task<EngineEventStream> ResubscribeAsync(EngineEventStream broken)
    {
        while (!_end.IsCancellationRequested)
        {
            TellAll();
            try
            {
                await Task.Delay(ReconnectPause, _time, _end.Token);
                return await SubscribeAsync(_docker, _project, _end.Token);
            }
            catch (Exception away) when (away is ShipkeeperException or OperationCanceledException)
            {
                // Asked again after the pause, or over.
            }
        }

        return broken;
    }

    private void TellAll()
    {
        foreach (var channel in _changes.Values)
        {
            channel.Writer.TryWrite(true);
        }
    }
}
