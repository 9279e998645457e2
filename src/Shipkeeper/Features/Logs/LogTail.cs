using System.Collections.Concurrent;
using Shipkeeper.State;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Features.Logs;

/// <summary>Lines of several containers as they come, each with the name of its container.</summary>
internal sealed class LogTail(PlatformSession session, Output output, IReadOnlyCollection<string> services, LogRange range)
{
    private readonly ConcurrentDictionary<string, Task> _tails = new();
    private readonly Lock _oneLine = new();
    private int _width;

    public async Task RunAsync(IReadOnlyDictionary<string, ObservedService> observed, CancellationToken ct)
    {
        using var events = range.Follow ? await OpenEventsAsync(ct) : null;
        var containers = observed.Where(service => Wanted(service.Key)).SelectMany(service => service.Value.Containers).ToList();
        _width = containers.Select(container => container.Name.Length).DefaultIfEmpty(0).Max();
        try
        {
            foreach (var container in containers)
            {
                Follow(container.Id, container.Name, range, ct);
            }

            if (events is not null)
            {
                await FollowNewAsync(events, ct);
            }

            await Task.WhenAll(_tails.Values);
        }
        catch (OperationCanceledException) when (range.Follow && ct.IsCancellationRequested)
        {
            // Ctrl-C is how following ends.
        }
    }

    private bool Wanted(string service) => services.Count == 0 || services.Contains(service);

    private Task<EngineEventStream> OpenEventsAsync(CancellationToken ct) => session.Docker.Events.OpenAsync(
        [("type", ["container"]), ("event", ["start"]), ("label", [ComposeLabels.Is(ComposeLabels.Project, session.Platform.Name)])], since: null, ct);

    private async Task FollowNewAsync(EngineEventStream events, CancellationToken ct)
    {
        await foreach (var started in events.ReadAsync(ct))
        {
            var service = started.Attributes.GetValueOrDefault(ComposeLabels.Service, "");
            if (Wanted(service) && (!_tails.TryGetValue(started.ActorId, out var tail) || tail.IsCompleted))
            {
                _tails.TryRemove(started.ActorId, out _);
                var since = DateTimeOffset.UnixEpoch.AddTicks(started.Nanoseconds / 100);
                Follow(started.ActorId, started.Attributes.GetValueOrDefault("name", service), range with { Tail = null, Since = since }, ct);
            }
        }
    }

    private void Follow(string id, string name, LogRange from, CancellationToken ct) => _tails.TryAdd(id, PrintAsync(id, name, from, ct));

    private async Task PrintAsync(string id, string name, LogRange from, CancellationToken ct)
    {
        await foreach (var line in session.Docker.Containers.LogsAsync(id, from, ct))
        {
            lock (_oneLine)
            {
                output.Line($"{output.Style.Faint(name.PadRight(_width))} | {SafeText.Of(session.Redaction.Apply(line.Text))}");
            }
        }
    }
}
