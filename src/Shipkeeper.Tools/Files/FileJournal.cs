using Shipkeeper.Engine.Journal;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Files;

/// <summary>
/// A journal as lines of a file. One thread writes; records that arrive together are one batch and share one fsync, and each of its lines
/// but the last ends in a space, by which a batch that a crash tore is known. After the first failure the file is left alone: the kernel
/// may already have dropped what it could not write.
/// </summary>
public sealed class FileJournal : IJournal
{
    /// <summary>A record has to fit into <see cref="JournalLine.MaximumBytes"/>, and a character can take six bytes.</summary>
    private const int MaximumFactCharacters = 100_000;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly ThreadQueue<Pending> _queue = new();
    private readonly Lock _guard = new();
    private readonly List<JournalRecord> _records;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _lastHash;
    private ShipkeeperException? _failure;

    private FileJournal(string path, FileStream file, IEnumerable<JournalRecord> records, string lastHash, TimeProvider time)
    {
        (_path, _file, _records, _lastHash, _time) = (path, file, [.. records], lastHash, time);
        new Thread(WriteAll) { IsBackground = true, Name = "journal" }.Start();
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
    /// <param name="shownAs">Its name in errors, when it will be renamed; otherwise <paramref name="path"/>.</param>
    /// <exception cref="ShipkeeperException">It cannot be opened.</exception>
    public static FileJournal Begin(string path, string previousHash, TimeProvider time, string? shownAs = null) =>
        new(shownAs ?? path, OpenFile(path), [], previousHash, time);

    /// <summary>
    /// Opens a journal to go on with it, on a new copy of its whole lines: behind lines that were read from memory, and that a failing
    /// disk never took, nothing may be written. A torn end is left out of the copy, and recorded in it.
    /// </summary>
    /// <exception cref="ShipkeeperException">An earlier line is broken, or the copy cannot be written.</exception>
    public static FileJournal Open(string path, TimeProvider time)
    {
        var (content, lines) = JournalContent.ReadWithLines(path);
        var (records, lastHash, copy) = (content.Records, content.LastHash, lines.ToArray());
        if (content.TornBytes > 0)
        {
            var facts = new Dictionary<string, string> { ["bytes"] = content.TornBytes.ToString() };
            var cut = new JournalRecord(records.Count + 1, time.GetUtcNow(), JournalEvent.TailCut, null, facts, lastHash);
            var line = JournalLine.Write(cut);
            (records, lastHash, copy) = ([.. records, cut], JournalLine.Hash(line), [.. copy, .. line, (byte)'\n']);
        }

        new RootedFiles(Path.GetDirectoryName(Path.GetFullPath(path))!).Write(Path.GetFileName(path), copy);
        var file = OpenFile(path);
        file.Seek(0, SeekOrigin.End);
        return new(path, file, records, lastHash, time);
    }

    public Task<JournalRecord> AppendAsync(JournalEntry entry)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Facts?.Sum(fact => fact.Key.Length + fact.Value.Length) ?? 0, MaximumFactCharacters);
        var pending = new Pending(entry, new(TaskCreationOptions.RunContinuationsAsynchronously));
        ObjectDisposedException.ThrowIf(!_queue.TryAdd(pending), this);
        return pending.Durable.Task;
    }

    /// <summary>Returns when every record that was appended is on disk, or lost.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Complete();
        await _ended.Task;
        await _file.DisposeAsync();
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw JournalErrors.Lost(path, failure.Message, failure);
        }
    }

    private void WriteAll()
    {
        while (_queue.TakeAll() is { Count: > 0 } batch)
        {
            Write(batch);
        }

        _ended.SetResult();
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
        foreach (var (index, (entry, _)) in batch.Index())
        {
            var record = new JournalRecord(_records.Count + records.Count + 1, _time.GetUtcNow(), entry.Event, entry.Step, entry.Facts, hash);
            byte[] line = index < batch.Count - 1 ? [.. JournalLine.Write(record), JournalContent.BatchGoesOn] : JournalLine.Write(record);
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
