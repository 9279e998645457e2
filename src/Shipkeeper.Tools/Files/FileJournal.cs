using System.Collections.Concurrent;
using Shipkeeper.Engine.Journal;

namespace Shipkeeper.Tools.Files;

/// <summary>
/// A journal as lines of a file. One thread writes; records that arrive together share one fsync. After the first failure
/// the file is left alone: the kernel may already have dropped what it could not write.
/// </summary>
public sealed class FileJournal : IJournal
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly BlockingCollection<Pending> _queue = [];
    private readonly Lock _guard = new();
    private readonly List<JournalRecord> _records;
    private readonly Thread _writer;
    private string _lastHash;
    private ShipkeeperException? _failure;

    private FileJournal(string path, FileStream file, IEnumerable<JournalRecord> records, string lastHash, TimeProvider time)
    {
        (_path, _file, _records, _lastHash, _time) = (path, file, [.. records], lastHash, time);
        _writer = new Thread(WriteAll) { IsBackground = true, Name = "journal" };
        _writer.Start();
    }

    private sealed record Pending(JournalEntry Entry, TaskCompletionSource<JournalRecord> Durable);

    public IReadOnlyList<JournalRecord> Records
    {
        get
        {
            lock (_guard)
            {
                return [.. _records];
            }
        }
    }

    /// <param name="path">An empty file.</param>
    /// <param name="previousHash">Of the previous operation's last line.</param>
    public static FileJournal Begin(string path, string previousHash, TimeProvider time) => new(path, Open(path), [], previousHash, time);

    /// <summary>Opens a journal to go on with it. A torn last line is cut off, and the cut recorded.</summary>
    /// <exception cref="ShipkeeperException">An earlier line is broken.</exception>
    public static async Task<FileJournal> OpenAsync(string path, TimeProvider time)
    {
        var content = JournalContent.Read(path);
        var file = Open(path);
        if (content.TornBytes > 0)
        {
            file.SetLength(content.WholeBytes);
            Durable.Sync(file.SafeFileHandle, path);
        }

        file.Seek(0, SeekOrigin.End);
        var journal = new FileJournal(path, file, content.Records, content.LastHash, time);
        if (content.TornBytes > 0)
        {
            await journal.AppendAsync(new(JournalEvent.TailCut, Facts: new Dictionary<string, string> { ["bytes"] = content.TornBytes.ToString() }));
        }

        return journal;
    }

    public Task<JournalRecord> AppendAsync(JournalEntry entry)
    {
        var pending = new Pending(entry, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _queue.Add(pending);
        return pending.Durable.Task;
    }

    public ValueTask DisposeAsync()
    {
        _queue.CompleteAdding();
        _writer.Join();
        _queue.Dispose();
        return _file.DisposeAsync();
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private void WriteAll()
    {
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            var batch = new List<Pending> { first };
            while (_queue.TryTake(out var next))
            {
                batch.Add(next);
            }

            Write(batch);
        }
    }

    private void Write(IReadOnlyList<Pending> batch)
    {
        try
        {
            var records = WriteDurably(batch);
            foreach (var (pending, record) in batch.Zip(records))
            {
                pending.Durable.SetResult(record);
            }
        }
        catch (Exception failure)
        {
            _failure ??= JournalErrors.Lost(_path, failure.Message, failure);
            foreach (var pending in batch)
            {
                pending.Durable.SetException(_failure);
            }
        }
    }

    private List<JournalRecord> WriteDurably(IReadOnlyList<Pending> batch)
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        var (lines, records, hash) = (new MemoryStream(), new List<JournalRecord>(), _lastHash);
        foreach (var (entry, _) in batch)
        {
            var record = new JournalRecord(_records.Count + records.Count + 1, _time.GetUtcNow(), entry.Event, entry.Step, entry.Facts, hash);
            var line = JournalLine.Write(record);
            hash = JournalLine.Hash(line);
            lines.Write([.. line, (byte)'\n']);
            records.Add(record);
        }

        _file.Write(lines.GetBuffer(), 0, (int)lines.Length);
        Durable.Sync(_file.SafeFileHandle, _path);
        lock (_guard)
        {
            _records.AddRange(records);
            _lastHash = hash;
        }

        return records;
    }
}
