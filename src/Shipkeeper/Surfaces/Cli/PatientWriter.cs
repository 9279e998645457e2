using System.Text;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Surfaces.Cli;

/// <summary>
/// Writes behind the caller's back. A slow reader of our data gets all of it; but a reader who has stopped reading must not stop an
/// operation: once one runs, what is not taken in time is dropped, and said to be. Where nobody reads, or the disk is full, writing ends.
/// </summary>
internal sealed class PatientWriter : TextWriter
{
    private const int WaitingTexts = 4096;
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(2);

    private readonly ThreadQueue<(string Text, TaskCompletionSource? Taken)> _texts = new(WaitingTexts);
    private readonly Thread _writer;
    private readonly Func<bool> _hasReader;
    private readonly CancellationTokenSource _readerLeft = new();
    private volatile bool _waits;
    private int _dropped;

    /// <param name="waits">Whether it waits for its reader until <see cref="StopWaiting"/>.</param>
    /// <param name="hasReader">Whether what is written goes anywhere; null for always.</param>
    public PatientWriter(TextWriter target, bool waits = false, Func<bool>? hasReader = null)
    {
        (_waits, _hasReader) = (waits, hasReader ?? (() => true));
        _writer = new Thread(() => WriteAll(target)) { IsBackground = true, Name = "output" };
        _writer.Start();
    }

    /// <summary>Cancelled when nobody reads any more: what only shows, and has no end of its own, ends.</summary>
    public CancellationToken ReaderLeft => _readerLeft.Token;

    /// <summary>Why not all of the data was written, though somebody waits for it; null when all was. Final after disposal.</summary>
    public string? Lost { get; private set; }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        if (!_texts.TryAdd((value ?? "", null), _waits ? Timeout.InfiniteTimeSpan : TimeSpan.Zero))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Returns when what was written has gone its way, or its reader has had time enough: what another stream says next comes after it.</summary>
    public void AwaitWritten()
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_texts.TryAdd(("", taken), LastWait))
        {
            taken.Task.Wait(LastWait);
        }
    }

    /// <summary>From now on something else is more important than its reader.</summary>
    public void StopWaiting() => _waits = false;

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_texts.IsCompleted)
        {
            _texts.Complete();
            _writer.Join(_waits ? Timeout.InfiniteTimeSpan : LastWait);
        }

        base.Dispose(disposing);
    }

    private void WriteAll(TextWriter target)
    {
        var canWrite = true;
        while (_texts.TakeAll() is { Count: > 0 } batch)
        {
            canWrite = canWrite && TryWrite(target, string.Concat(batch.Select(text => text.Text)));
            foreach (var (_, taken) in batch)
            {
                taken?.SetResult();
            }
        }
    }

    private bool TryWrite(TextWriter target, string text)
    {
        try
        {
            target.Write(text);
            target.Flush();

            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
            {
                target.Write($"({dropped} lines dropped: nobody read them in time)\n");
                target.Flush();
            }

            return _hasReader() || EndFor(lost: null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return EndFor(_waits ? failure.Message : null);
        }
    }

    private bool EndFor(string? lost)
    {
        Lost = lost;

        // Whoever is told may want to write, and this thread is the one that empties the queue.
        _ = _readerLeft.CancelAsync();
        return false;
    }
}
