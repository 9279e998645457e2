namespace Shipkeeper.Tools.Files;

/// <summary>
/// Visits everything below a folder without following a link. Holds two descriptors at a time and the names of one folder, so that neither depth
/// nor number counts. The way back up leads through <c>..</c>, and has to end in the folder that was left.
/// </summary>
/// <param name="path">Of the folder at the top, for errors.</param>
internal sealed class TreeWalk(string path)
{
    private readonly Stack<Level> _levels = new();

    /// <summary>Told each entry, with its parent and its name there, before what is in it; says whether to go into it, where it is a folder.</summary>
    public required Func<Entry, byte[], Entry, bool> OnEntry { get; init; }

    /// <summary>Told, with its parent, each folder that is done.</summary>
    public Action<Entry, byte[]>? OnLeft { get; init; }

    /// <summary>Told the path of an entry and what went wrong with it; the others are visited all the same. What it throws ends the walk.</summary>
    public required Action<string, IOException> OnFailure { get; init; }

    /// <param name="top">A folder; it is not visited itself, and disposed of.</param>
    public void Run(Entry top, CancellationToken ct)
    {
        var current = top;
        try
        {
            _levels.Push(new(top.Status, [], []));
            Visit(top, _levels.Peek().Folders, ct);
            while (_levels.Peek() is var level && (level.Folders.Count > 0 || _levels.Count > 1))
            {
                var next = level.Folders.TryDequeue(out var name) ? Enter(current, name, ct) : Leave(current);
                if (next is not null)
                {
                    current.Dispose();
                    current = next;
                }
            }
        }
        finally
        {
            current.Dispose();
        }
    }

    /// <returns>Null for what is no folder any more: it has been replaced since.</returns>
    private Entry? Enter(Entry parent, byte[] name, CancellationToken ct)
    {
        Entry? folder = null;
        Attempt(name, () => folder = parent.TryOpen(name));
        if (folder is not { Status.IsFolder: true })
        {
            folder?.Dispose();
            return null;
        }

        _levels.Push(new(folder.Status, name, []));
        Visit(folder, _levels.Peek().Folders, ct);
        return folder;
    }

    /// <exception cref="IOException">The folder has been moved meanwhile: what is above it is no longer known.</exception>
    private Entry Leave(Entry folder)
    {
        var left = _levels.Pop();
        var parent = folder.Open("..\0"u8);
        if (!parent.Status.IsSameFileAs(_levels.Peek().Status))
        {
            parent.Dispose();
            throw new IOException($"{PathOf(left.Name)}: it was moved meanwhile, so what comes after it was not reached");
        }

        Attempt(left.Name, () => OnLeft?.Invoke(parent, left.Name));
        return parent;
    }

    /// <param name="folders">Takes those to go into.</param>
    private void Visit(Entry folder, Queue<byte[]> folders, CancellationToken ct) => Attempt([], () =>
    {
        foreach (var name in folder.ListNames())
        {
            ct.ThrowIfCancellationRequested();
            Attempt(name, () => Visit(folder, name, folders));
        }
    });

    private void Visit(Entry folder, byte[] name, Queue<byte[]> folders)
    {
        // One that has gone meanwhile needs nothing.
        using var entry = folder.TryOpen(name);
        if (entry is not null && OnEntry(folder, name, entry) && entry.Status.IsFolder)
        {
            folders.Enqueue(name);
        }
    }

    private void Attempt(byte[] name, Action action)
    {
        try
        {
            action();
        }
        catch (IOException failure)
        {
            OnFailure(PathOf(name), failure);
        }
    }

    /// <summary>Put together only for an error: of a deep tree, the paths alone would fill the memory.</summary>
    private string PathOf(byte[] name) => string.Join(
        '/',
        [path.TrimEnd('/'), .. _levels.Reverse().Skip(1).Select(level => Entry.Show(level.Name)), .. name.Length == 0 ? Array.Empty<string>() : [Entry.Show(name)]]);

    private sealed record Level(FileStatus Status, byte[] Name, Queue<byte[]> Folders);
}
