namespace Shipkeeper.Tools.Processes;

/// <summary>Feeds a child and drains it, always to the end: a child never blocks on a pipe that we have stopped reading.</summary>
internal sealed class ChildStreams : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly CancellationTokenSource _cut = new();
    private readonly CapturedOutput _output;
    private readonly CapturedOutput _errorOutput;
    private readonly Task _all;
    private long _bytesRead;
    private int _taking;

    /// <summary>Cancels <paramref name="stop"/> when a stream fails on our side: there is no sense in running on.</summary>
    public ChildStreams(ToolCall call, ToolPipes pipes, ChildProcess child, CancellationTokenSource stop)
    {
        _output = new(call.OutputLimit, keepEnd: false);
        _errorOutput = new(call.OutputLimit, keepEnd: true);
        var drainOutput = pipes.Output is { } stream
            ? DrainAsync(child.Output, (bytes, ct) => stream.WriteAsync(bytes, ct), static () => { })
            : DrainAsync(child.Output, _output, pipes.OnOutputLine);
        var drainErrors = DrainAsync(child.ErrorOutput, _errorOutput, pipes.OnErrorLine);
        var drainChannel = child.Channel is null ? Task.CompletedTask : DrainAsync(child.Channel, new(limit: 0, keepEnd: false), pipes.OnChannelLine);
        var feed = FeedAsync(pipes.Input ?? new MemoryStream(call.Input.GetValueOrDefault().ToArray()), child.Input);
        _all = Task.WhenAll(StoppingAsync(drainOutput, stop), StoppingAsync(drainErrors, stop), StoppingAsync(drainChannel, stop), StoppingAsync(feed, stop));
        Ended = _all.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Completes at the end of all streams, and never fails: <see cref="RethrowAsync"/> does.</summary>
    public Task Ended { get; }

    public string Output => _output.Text;

    public string ErrorOutput => _errorOutput.Text;

    public bool Truncated => _output.Truncated || _errorOutput.Truncated || WasCut;

    /// <summary>Whether something still held the pipes when they were read no more.</summary>
    public bool WasCut { get; private set; }

    /// <summary>Of all streams so far.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Whether the caller is at work on what was read, so that no more is read from that stream meanwhile.</summary>
    public bool AreTaken => Volatile.Read(ref _taking) > 0;

    /// <summary>Stops reading, if it has not ended.</summary>
    public async Task CutAsync()
    {
        WasCut = !Ended.IsCompleted;
        await _cut.CancelAsync();
        await Ended;
    }

    /// <summary>What went wrong on our side: a callback, a full disk behind the output stream.</summary>
    public async Task RethrowAsync()
    {
        try
        {
            await _all;
        }
        catch (OperationCanceledException) when (WasCut)
        {
            // Said by Truncated.
        }
    }

    public void Dispose() => _cut.Dispose();

    private Task DrainAsync(Stream from, CapturedOutput captured, Action<string>? onLine)
    {
        var lines = new LineSplitter(LineSplitter.UsualLimit, onLine ?? (static _ => { }));
        return DrainAsync(from, Take, onLine is null ? static () => { } : lines.Complete);

        ValueTask Take(ReadOnlyMemory<byte> bytes, CancellationToken ct)
        {
            captured.Append(bytes.Span);
            if (onLine is not null)
            {
                lines.Append(bytes.Span);
            }

            return ValueTask.CompletedTask;
        }
    }

    private async Task DrainAsync(Stream from, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> take, Action complete)
    {
        await Task.Yield();
        var buffer = new byte[BufferSize];
        for (var count = await from.ReadAsync(buffer, _cut.Token); count > 0; count = await from.ReadAsync(buffer, _cut.Token))
        {
            Interlocked.Add(ref _bytesRead, count);
            Interlocked.Increment(ref _taking);
            try
            {
                await take(buffer.AsMemory(0, count), _cut.Token);
            }
            finally
            {
                Interlocked.Decrement(ref _taking);
            }
        }

        complete();
    }

    private async Task FeedAsync(Stream from, Stream? to)
    {
        if (to is null)
        {
            return;
        }

        var buffer = new byte[BufferSize];
        for (var count = await from.ReadAsync(buffer, _cut.Token); count > 0; count = await from.ReadAsync(buffer, _cut.Token))
        {
            try
            {
                await to.WriteAsync(buffer.AsMemory(0, count), _cut.Token);
            }
            catch (IOException)
            {
                // The child does not want to read more: its own affair, and its exit code says how it went.
                break;
            }
        }

        await to.DisposeAsync();
    }

    private static async Task StoppingAsync(Task stream, CancellationTokenSource stop)
    {
        try
        {
            await stream;
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }
}
