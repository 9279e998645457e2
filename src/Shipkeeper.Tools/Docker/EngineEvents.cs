using System.Runtime.CompilerServices;
using System.Text.Json;
using Shipkeeper.Tools.Docker.Wire;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Docker;

/// <param name="Type">container, image, network, volume, daemon.</param>
/// <param name="Action">start, die, <c>health_status: healthy</c>, …</param>
/// <param name="Nanoseconds">Since 1970, by the engine's clock.</param>
public sealed record EngineEvent(string Type, string Action, string ActorId, IReadOnlyDictionary<string, string> Attributes, long Nanoseconds);

/// <summary>What the engine tells while it happens. Subscribe first, look afterwards: then nothing falls between.</summary>
public sealed class EngineEvents
{
    private readonly EngineConnection _connection;

    internal EngineEvents(EngineConnection connection) => _connection = connection;

    /// <summary>Returns once the engine is telling: everything from now on will be read from the stream.</summary>
    /// <param name="filters">Each name once, any of its values: <c>type</c>, <c>event</c>, <c>label</c>, <c>container</c>.</param>
    public async Task<EngineEventStream> OpenAsync(IEnumerable<(string Name, IEnumerable<string> Values)> filters, CancellationToken ct)
    {
        // The engine answers first and listens to itself then: what falls between is asked for by its time.
        var query = EnginePath.Query(
            ("since", EnginePath.Instant(_connection.Time.GetUtcNow())), ("filters", EnginePath.Filters(filters)));
        return new(await _connection.StreamAsync(EngineRequest.Get("/events" + query, "its events"), ct));
    }
}

/// <summary>An open stream of events. Reading ends by <c>docker.dropped</c> or by the token, never by itself: look anew, subscribe anew.</summary>
public sealed class EngineEventStream : IDisposable
{
    private const int LineLimit = 1024 * 1024;

    private readonly EngineStream _stream;
    private readonly Queue<EngineEvent> _arrived = new();
    private readonly LineSplitter _lines;

    internal EngineEventStream(EngineStream stream)
    {
        _stream = stream;
        _lines = new(LineLimit, Take);
    }

    /// <summary>Lines that were no events: skipped, and worth a look at everything.</summary>
    public int Unreadable { get; private set; }

    public async IAsyncEnumerable<EngineEvent> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            while (_arrived.TryDequeue(out var arrived))
            {
                yield return arrived;
            }

            var count = await _stream.ReadAsync(buffer, ct);
            if (count == 0)
            {
                throw DockerErrors.Dropped(_stream.Request.Subject);
            }

            _lines.Append(buffer.AsSpan(0, count));
        }
    }

    public void Dispose() => _stream.Dispose();

    private void Take(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        if (Parse(line) is { } arrived)
        {
            _arrived.Enqueue(arrived);
        }
        else
        {
            Unreadable++;
        }
    }

    private static EngineEvent? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, EngineJson.Default.EventAnswer)?.ToEvent();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
