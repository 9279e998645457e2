using System.Collections.Concurrent;
using Shipkeeper.State;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Features.Logs;

/// <summary>Lines of several containers as they come, each with the name of its container.</summary>
internal sealed class LogTail(PlatformSession session, Output output, IReadOnlyCollection<string> services, LogRange range)
{
    private readonly ConcurrentDictionary<string, Task> _tails = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _shownUntil = new();
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
                _shownUntil[container.Id] = session.Time.GetUtcNow();
                _tails[container.Id] = PrintAsync(container.Id, container.Name, range, ct);
            }

            if (events is not null)
            {
                await FollowNewAsync(events, ct);
            }

            await Task.WhenAll(_tails.Values);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested && (range.Follow || output.ReaderLeft.IsCancellationRequested))
        {
            // Ctrl-C is how following ends, and nobody is left to be shown more.
        }
    }

    private bool Wanted(string service) => services.Count == 0 || services.Contains(service);

    private Task<EngineEventStream> OpenEventsAsync(CancellationToken ct) => session.Docker.Events.OpenAsync(
        [("type", ["container"]), ("event", ["start"]), ("label", [ComposeLabels.Is(ComposeLabels.Project, session.Platform.Name)])], ct);

    private async Task FollowNewAsync(EngineEventStream events, CancellationToken ct)
    {
        await foreach (var started in events.ReadAsync(ct))
        {
            var service = started.Attributes.GetValueOrDefault(ComposeLabels.Service, "");
            if (Wanted(service))
            {
                var before = _tails.GetValueOrDefault(started.ActorId, Task.CompletedTask);
                _tails[started.ActorId] = GoOnAsync(started.ActorId, started.Attributes.GetValueOrDefault("name", service), before, ct);
            }
        }
    }

    /// <summary>
    /// The log of a container ends with it, but the news of its next start may come earlier; and its first lines are older than that news.
    /// So what follows is what comes after the last line that was shown.
    /// </summary>
    private async Task GoOnAsync(string id, string name, Task before, CancellationToken ct)
    {
        await before;
        DateTimeOffset? since = _shownUntil.TryGetValue(id, out var shown) ? shown.AddTicks(1) : null;
        await PrintAsync(id, name, range with { Tail = null, Since = since }, ct);
    }

    private async Task PrintAsync(string id, string name, LogRange part, CancellationToken ct)
    {
        await foreach (var line in session.Docker.Containers.LogsAsync(id, part with { Timestamps = true }, ct))
        {
            _shownUntil[id] = line.Time ?? session.Time.GetUtcNow();
            lock (_oneLine)
            {
                output.Line($"{output.Style.Faint(name.PadRight(_width))} | {session.Redaction.Apply(line.Text)}");
            }
        }
    }
}
