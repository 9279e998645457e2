using System.Runtime.CompilerServices;
using System.Text;

namespace Shipkeeper.Tools.Files;

/// <summary>
/// Gives one path back what it was. That is first laid down beside it, on the same file system, and then moved into place entry by entry: no place
/// is needed any more then, every file is the old or the new one, folders stay those that programs and mounts have open, and no link is followed.
/// What appeared meanwhile is removed; sockets, and what is mounted in the tree, are not ours to remove.
/// </summary>
public sealed class ReturningTree : IDisposable
{
    /// <summary>Of the folders beside: one that a killed process has left is no part of anything.</summary>
    public const string StagePrefix = ".shipkeeper-restore-";

    private readonly Entry _parent;
    private readonly Entry _stageParent;
    private readonly Entry _stage;
    private readonly byte[] _name;
    private readonly byte[] _stageName;

    private ReturningTree(Entry parent, Entry stageParent, Entry stage, byte[] name, byte[] stageName) =>
        (_parent, _stageParent, _stage, _name, _stageName) = (parent, stageParent, stage, name, stageName);

    /// <summary>A path of the empty folder beside, that leads nowhere else whatever happens to the names on the way, while this is held.</summary>
    public string Stage => FolderSeen.PathOf(_stage);

    /// <param name="path">An absolute one, whose folder is there.</param>
    /// <param name="number">No two at once have the same.</param>
    /// <exception cref="IOException">There is no such folder, or nothing may be made in it.</exception>
    public static ReturningTree Begin(string path, int number)
    {
        var (name, stageName) = (Entry.Name(Path.GetFileName(path)), Entry.Name($"{StagePrefix}{number}"));
        var parent = Entry.Find(Path.GetDirectoryName(path) + "/.");
        var stageParent = parent;
        try
        {
            // A mounted folder takes what is beside into itself: nothing can be moved from one file system to another.
            if (parent.TryOpen(name) is { } there)
            {
                stageParent = there.Status.IsFolder && !there.Status.IsOnSameDeviceAs(parent.Status) ? there : Drop(there, parent);
            }

            TreeRemoval.Remove(stageParent, stageName);
            Require(Posix.CreateFolderIn(stageParent.Handle, stageName, 0b111_000_000));
            return new(parent, stageParent, stageParent.Open(stageName), name, stageName);
        }
        catch
        {
            parent.Dispose();
            stageParent.Dispose();
            throw;
        }
    }

    /// <summary>Removes what is at a path that had nothing.</summary>
    /// <exception cref="IOException">It is still there, or a part of it is.</exception>
    public static void Remove(string path)
    {
        if (Path.Exists(Path.GetDirectoryName(path)))
        {
            using var parent = Entry.Find(Path.GetDirectoryName(path) + "/.");
            TreeRemoval.Remove(parent, Entry.Name(Path.GetFileName(path)));
        }
    }

    /// <exception cref="IOException">Some of it is back, and some is not: to be tried again with what lies beside anew.</exception>
    public void PutBack()
    {
        // Content before names: after a power failure there is no file that is empty and was not.
        _stage.SyncFileSystem();
        PutBack(_stage, _parent, _name);
        _stageParent.SyncFileSystem();
    }

    public void Dispose()
    {
        try
        {
            TreeRemoval.Remove(_stageParent, _stageName);
        }
        catch (IOException)
        {
            // Whoever comes next begins by taking it away.
        }

        _stage.Dispose();
        _stageParent.Dispose();
        _parent.Dispose();
    }

    private void PutBack(Entry from, Entry to, byte[] name)
    {
        using var staged = from.Open(name);
        using var there = to.TryOpen(name);
        if (staged.Status.IsFolder && there is { Status.IsFolder: true })
        {
            if (there.Status.IsOnSameDeviceAs(_stage.Status))
            {
                PutBackInto(there, staged);
            }

            return;
        }

        if (there is not null && (there.Status.IsFolder || staged.Status.IsFolder))
        {
            TreeRemoval.Remove(to, name);
        }

        if (Posix.RenameIn(from.Handle, name, to.Handle, name) != 0)
        {
            throw Posix.LastError(Entry.Show(name));
        }
    }

    private void PutBackInto(Entry there, Entry staged)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var names = staged.ListNames();
        var kept = names.Select(name => Encoding.Latin1.GetString(name)).ToHashSet();
        foreach (var name in there.ListNames().Where(name => !kept.Contains(Encoding.Latin1.GetString(name))))
        {
            RemoveAppeared(there, name);
        }

        names.ForEach(name => PutBack(staged, there, name));

        // Last: what is moved into a folder changes its time.
        FolderAttributes.Copy(staged, there);
    }

    private void RemoveAppeared(Entry folder, byte[] name)
    {
        using var entry = folder.TryOpen(name);
        if (entry is not null && !entry.Status.IsSocket && entry.Status.IsOnSameDeviceAs(folder.Status) && !entry.Status.IsSameFileAs(_stage.Status))
        {
            TreeRemoval.Remove(folder, name);
        }
    }

    private static Entry Drop(Entry entry, Entry instead)
    {
        entry.Dispose();
        return instead;
    }

    private static void Require(int result)
    {
        if (result != 0)
        {
            throw Posix.LastError();
        }
    }
}
