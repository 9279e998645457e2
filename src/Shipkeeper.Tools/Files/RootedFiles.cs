using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Shipkeeper.Tools.Files;

/// <summary>
/// Files below one folder. Every change is atomic and durable, takes owner and group of that folder, and cannot leave it.
/// Paths are relative to the root.
/// </summary>
public sealed class RootedFiles
{
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode PrivateFolder = Private | UnixFileMode.UserExecute;
    public const UnixFileMode ReadableFolder = PrivateFolder | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
    public const UnixFileMode Readable = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Two writers of one file would share its temporary name. Other processes are kept away by the platform's lock.</summary>
    private static readonly Lock OneWriter = new();

    private readonly Lazy<FileStatus> _owner;
    private readonly bool _mayGiveAway = Posix.EffectiveUser() == 0;
    private readonly LinkBounds _bounds;

    /// <param name="root">A folder that does not exist is empty; whoever writes into it makes it first.</param>
    /// <param name="beside">A link may also lead from a path below the root to the same path below this folder; null: it may not.</param>
    public RootedFiles(string root, string? beside = null)
    {
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _bounds = new(Root, beside);
        _owner = new(() => Posix.StatusOf(Root));
    }

    public string Root { get; }

    /// <summary>Whether the root belongs to who runs this process, or to root.</summary>
    public bool IsOwn => _owner.Value.User == 0 || _owner.Value.User == Posix.EffectiveUser();

    /// <summary>The last element may be a link to anywhere: a change replaces the link itself, and <see cref="Read"/> checks it.</summary>
    /// <exception cref="ShipkeeperException">The path leads out of the root, by its text or by a symbolic link on the way.</exception>
    public string Resolve(string path)
    {
        var full = path.Contains('\0') ? "" : Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(Root, path)));
        if (full != Root && !full.StartsWith(Root.TrimEnd('/') + '/', StringComparison.Ordinal))
        {
            throw FileErrors.OutsideRoot(path, Root);
        }

        for (var folder = Path.GetDirectoryName(full); folder is not null && folder.Length > Root.Length; folder = Path.GetDirectoryName(folder))
        {
            _bounds.Check(folder);
        }

        return full;
    }

    public bool Exists(string path) => Path.Exists(Resolve(path));

    /// <summary>Whether a link on the way, or at its end, leads to the same path below the folder beside the root.</summary>
    public bool IsBeside(string path) => _bounds.LeadsBeside(Resolve(path));

    /// <summary>Whether this process may write to what is there; false where nothing is.</summary>
    public bool MayWrite(string path) => Posix.Access(Resolve(path), Posix.WriteAccess) == 0;

    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="ShipkeeperException">It is larger than <paramref name="maximumBytes"/>, a link out of the root, or cannot be read.</exception>
    public byte[]? Read(string path, int maximumBytes = 1 << 20)
    {
        var full = Resolve(path);
        _bounds.Check(full);
        return BoundedFile.Read(full, maximumBytes);
    }

    /// <exception cref="ShipkeeperException">The file is as it was before, unless the message says otherwise.</exception>
    public void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode = Private)
    {
        var full = ResolveToChange(path);
        var temporary = TemporaryNameFor(full);
        lock (OneWriter)
        {
            try
            {
                WriteNew(temporary, content, mode);
                Durable.Rename(temporary, full);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                TakeAway(temporary);
                throw FileErrors.NotWritten(full, failure);
            }

            SyncFolderOf(full);
        }
    }

    public void Write(string path, string content, UnixFileMode mode = Private) => Write(path, Encoding.UTF8.GetBytes(content), mode);

    /// <summary>Of content that memory does not hold.</summary>
    /// <param name="write">Writes it. What it throws leaves the old content.</param>
    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte}, UnixFileMode)"/>
    public async Task WriteAsync(string path, Func<Stream, Task> write, UnixFileMode mode = Private)
    {
        var full = ResolveToChange(path);
        var temporary = TemporaryNameFor(full);
        try
        {
            File.Delete(temporary);
            await using (var file = CreateNew(temporary, mode, bufferSize: 128 * 1024))
            {
                await write(file);
                await file.FlushAsync();
                Durable.Sync(file.SafeFileHandle, temporary);
            }

            Durable.Rename(temporary, full);
        }
        catch (Exception failure)
        {
            TakeAway(temporary);
            if (failure is IOException or UnauthorizedAccessException)
            {
                throw FileErrors.NotWritten(full, failure);
            }

            throw;
        }

        SyncFolderOf(full);
    }

    /// <summary>For content that memory does not hold.</summary>
    /// <returns>Null when there is no such file. The caller disposes of it.</returns>
    /// <exception cref="ShipkeeperException">It is a link out of the root, or cannot be read.</exception>
    public Stream? OpenRead(string path)
    {
        var full = Resolve(path);
        _bounds.Check(full);
        try
        {
            return File.Exists(full) ? new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 128 * 1024) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.NotRead(full, failure);
        }
    }

    /// <summary>For lines that are added at the end, whatever is lost with a crash. The caller disposes of it.</summary>
    /// <exception cref="ShipkeeperException">It is a link out of the root, or cannot be written.</exception>
    public Stream OpenLog(string path)
    {
        var full = ResolveToChange(path);
        _bounds.Check(full);
        try
        {
            var file = new FileStream(full, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0, UnixCreateMode = Private });
            Own(file.SafeFileHandle, full);
            return file;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.NotWritten(full, failure);
        }
    }

    /// <summary>Creates the folder and those above it; one that exists keeps its mode.</summary>
    public void CreateFolder(string path, UnixFileMode mode = PrivateFolder)
    {
        var full = Resolve(path);
        if (Directory.Exists(full))
        {
            return;
        }

        var parent = Path.GetDirectoryName(full)!;
        if (parent.Length > Root.Length)
        {
            CreateFolder(Path.GetRelativePath(Root, parent), mode);
        }

        Attempt(full, () =>
        {
            Directory.CreateDirectory(full, mode);
            File.SetUnixFileMode(full, mode);
            Own(full);
        });
        SyncFolderOf(full);
    }

    /// <summary>Gives a file, link or folder another name below the root; a file that has it already is replaced.</summary>
    /// <exception cref="ShipkeeperException">It has its old name, unless the message says otherwise.</exception>
    public void Rename(string from, string to)
    {
        var (oldName, newName) = (ResolveToChange(from), ResolveToChange(to));
        Attempt(newName, () => Durable.Rename(oldName, newName));
        SyncFolderOf(newName);
        if (Path.GetDirectoryName(oldName) != Path.GetDirectoryName(newName))
        {
            SyncFolderOf(oldName);
        }
    }

    /// <summary>Gives two files or folders each the name of the other, in one step. Both must be there.</summary>
    /// <exception cref="ShipkeeperException">Each has its old name, unless the message says otherwise.</exception>
    public void Exchange(string one, string other)
    {
        var (first, second) = (ResolveToChange(one), ResolveToChange(other));
        Attempt(second, () => Durable.Exchange(first, second));
        SyncFolderOf(second);
        SyncFolderOf(first);
    }

    /// <returns>Names of the folders in a folder; none when there is no such folder.</returns>
    /// <exception cref="ShipkeeperException">It is there and cannot be looked into.</exception>
    public IReadOnlyList<string> ListFolders(string path) => List(path, Directory.EnumerateDirectories);

    /// <summary>Whether nothing is in a folder, which may not be there either.</summary>
    /// <exception cref="ShipkeeperException">It is there and cannot be looked into.</exception>
    public bool IsEmptyFolder(string path) => List(path, Directory.EnumerateFileSystemEntries).Count == 0;

    private IReadOnlyList<string> List(string path, Func<string, IEnumerable<string>> list)
    {
        var full = Resolve(path);
        try
        {
            return [.. list(full).Select(entry => Path.GetFileName(entry))];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.NotRead(full, failure);
        }
    }

    /// <exception cref="ShipkeeperException">It belongs to somebody else, or is not there; its mode is what it was.</exception>
    public void SetMode(string path, UnixFileMode mode)
    {
        var full = ResolveToChange(path);
        Attempt(full, () => File.SetUnixFileMode(full, mode));
    }

    /// <summary>Points the symbolic link elsewhere in one step: it names the old target or the new one, never nothing.</summary>
    /// <param name="link">A link, or nothing yet.</param>
    /// <param name="target">Seen from the folder of the link, and below the root.</param>
    /// <exception cref="ShipkeeperException">The link names its old target, unless the message says otherwise.</exception>
    public void SwitchLink(string link, string target)
    {
        var full = ResolveToChange(link);
        ResolveToChange(Path.Combine(Path.GetDirectoryName(full)!, target));
        var temporary = TemporaryNameFor(full);
        lock (OneWriter)
        {
            try
            {
                File.Delete(temporary);
                File.CreateSymbolicLink(temporary, target);
                Own(temporary);
                Durable.Rename(temporary, full);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                TakeAway(temporary);
                throw FileErrors.NotWritten(full, failure);
            }

            SyncFolderOf(full);
        }
    }

    /// <returns>Null when there is no such link.</returns>
    /// <exception cref="ShipkeeperException">Its folder cannot be looked into.</exception>
    public string? ReadLink(string link)
    {
        var full = Resolve(link);
        if (new FileInfo(full).LinkTarget is { } target)
        {
            return target;
        }

        // What may not be looked into reads as if there was no link.
        ListFolders(Path.GetDirectoryName(full)!);
        return null;
    }

    /// <summary>Removes a file, a link, or a folder with all that is in it. Nothing happens when there is none.</summary>
    /// <exception cref="ShipkeeperException">It is still there, or a part of a folder is.</exception>
    public void Remove(string path)
    {
        var full = ResolveToChange(path);
        if (!Directory.Exists(Path.GetDirectoryName(full)))
        {
            return;
        }

        var isFolder = Directory.Exists(full) && new DirectoryInfo(full).LinkTarget is null;
        Attempt(full, isFolder ? () => Directory.Delete(full, recursive: true) : () => File.Delete(full), FileErrors.NotRemoved);

        // Also when there was nothing: an earlier removal may not have come to disk.
        SyncFolderOf(full);
    }

    internal void Own(SafeFileHandle file, string full)
    {
        if (_mayGiveAway && Posix.ChangeOwner(file, _owner.Value.User, _owner.Value.Group) != 0)
        {
            throw Posix.LastError(full);
        }
    }

    private string ResolveToChange(string path) => Resolve(path) is var full && full != Root ? full : throw FileErrors.RootItself(Root);

    private void WriteNew(string full, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        File.Delete(full);
        using var noStart = mode.HasFlag(UnixFileMode.UserExecute) ? Processes.Spawn.OneStart.EnterScope() : default;
        using var file = CreateNew(full, mode, bufferSize: 0);
        file.Write(content);
        Durable.Sync(file.SafeFileHandle, full);
    }

    private FileStream CreateNew(string full, UnixFileMode mode, int bufferSize)
    {
        var file = new FileStream(full, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = bufferSize, UnixCreateMode = mode });
        try
        {
            File.SetUnixFileMode(file.SafeFileHandle, mode);
            Own(file.SafeFileHandle, full);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Own(string full)
    {
        if (_mayGiveAway && Posix.ChangeOwner(full, _owner.Value.User, _owner.Value.Group) != 0)
        {
            throw Posix.LastError(full);
        }
    }

    private static void Attempt(string full, Action change) => Attempt(full, change, FileErrors.NotWritten);

    private static void Attempt(string full, Action change, Func<string, Exception, ShipkeeperException> error)
    {
        try
        {
            change();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw error(full, failure);
        }
    }

    private static void SyncFolderOf(string full)
    {
        try
        {
            Durable.SyncDirectory(Path.GetDirectoryName(full)!);
        }
        catch (IOException failure)
        {
            throw FileErrors.NotDurable(full, failure);
        }
    }

    private static void TakeAway(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The write has failed for the same reason, which is about to be told; the next write tries to take it away again.
        }
    }

    /// <summary>One name for each file, so that a killed process leaves at most one, and the next write takes it away.</summary>
    private static string TemporaryNameFor(string full) => Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.new");
}
