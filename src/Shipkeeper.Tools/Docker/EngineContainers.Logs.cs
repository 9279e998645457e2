using System.Globalization;
using System.Runtime.CompilerServices;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Docker;

public enum LogStream
{
    Output,
    Error,
}

/// <summary>One line that a container wrote, as it is: it may hold whatever a terminal would obey.</summary>
/// <param name="Time">Null unless asked for.</param>
/// <param name="Text">Cut and marked beyond 64 KiB.</param>
public sealed record LogLine(LogStream Stream, DateTimeOffset? Time, string Text);

/// <summary>Which part of a log.</summary>
public sealed record LogRange
{
    /// <summary>The last so many lines; null for all.</summary>
    public int? Tail { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>Goes on until the container ends.</summary>
    public bool Follow { get; init; }

    public bool Timestamps { get; init; }
}

public sealed partial class EngineContainers
{
    public async IAsyncEnumerable<LogLine> LogsAsync(string container, LogRange range, [EnumeratorCancellation] CancellationToken ct)
    {
        // Only the container's own settings say whether the stream is framed: the content type does from API 1.42 on.
        var tty = (await InspectAsync(container, ct)).Tty;
        using var stream = await _connection.StreamAsync(EngineRequest.Get(LogsPath(container, range), $"the log of {Subject(container)}"), ct);
        var arrived = new LogLines(range.Timestamps);
        var frames = new FrameReader(arrived.Append);
        var buffer = new byte[32 * 1024];
        for (var count = await stream.ReadAsync(buffer, ct); count > 0; count = await stream.ReadAsync(buffer, ct))
        {
            if (tty)
            {
                arrived.Append(LogStream.Output, buffer.AsMemory(0, count));
            }
            else
            {
                frames.Append(buffer.AsMemory(0, count));
            }

            foreach (var line in arrived.Take())
            {
                yield return line;
            }
        }

        arrived.Complete();
        foreach (var line in arrived.Take())
        {
            yield return line;
        }
    }

    private static string LogsPath(string container, LogRange range) => Path(container, "/logs" + EnginePath.Query(
        ("stdout", "1"),
        ("stderr", "1"),
        ("tail", range.Tail?.ToString(CultureInfo.InvariantCulture)),
        ("since", range.Since is { } since ? EnginePath.Instant(since) : null),
        ("follow", EnginePath.Flag(range.Follow)),
        ("timestamps", EnginePath.Flag(range.Timestamps))));

    /// <summary>Lines of both streams in the order of their ends.</summary>
    private sealed class LogLines
    {
        private readonly bool _timestamps;
        private readonly LineSplitter _output;
        private readonly LineSplitter _errors;
        private List<LogLine> _arrived = [];

        public LogLines(bool timestamps)
        {
            _timestamps = timestamps;
            _output = new(LineSplitter.UsualLimit, text => Add(LogStream.Output, text));
            _errors = new(LineSplitter.UsualLimit, text => Add(LogStream.Error, text));
        }

        public void Append(LogStream stream, ReadOnlyMemory<byte> bytes) => (stream == LogStream.Error ? _errors : _output).Append(bytes.Span);

        public void Complete()
        {
            _output.Complete();
            _errors.Complete();
        }

        public List<LogLine> Take() => Interlocked.Exchange(ref _arrived, []);

        private void Add(LogStream stream, string text)
        {
            var space = _timestamps ? text.IndexOf(' ', StringComparison.Ordinal) : -1;
            _arrived.Add(space > 0 && EngineTime.Parse(text[..space]) is { } time
                ? new(stream, time, text[(space + 1)..])
                : new(stream, null, text));
        }
    }
}
