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

    private readonly (uint User, uint Group) _owner;
    private readonly bool _mayGiveAway = Posix.EffectiveUser() == 0;

    /// <exception cref="IOException">The folder does not exist.</exception>
    public RootedFiles(string root)
    {
        Root = Path.GetFullPath(root);
        _owner = Posix.OwnerOf(Root);
    }

    public string Root { get; }

    /// <exception cref="ShipkeeperException">The path leads out of the root, by its text or by a symbolic link on the way.</exception>
    public string Resolve(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Root, path));
        if (full != Root && !full.StartsWith(Root.TrimEnd('/') + '/', StringComparison.Ordinal))
        {
            throw FileErrors.OutsideRoot(path, Root);
        }

        for (var folder = Path.GetDirectoryName(full); folder is not null && folder.Length > Root.Length; folder = Path.GetDirectoryName(folder))
        {
            if (new DirectoryInfo(folder).LinkTarget is not null && ResolveLinks(folder) is var target && !IsBelow(target))
            {
                throw FileErrors.LinkInTheWay(folder, target);
            }
        }

        return full;
    }

    public bool Exists(string path) => Path.Exists(Resolve(path));

    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="ShipkeeperException">It is larger than <paramref name="maximumBytes"/>, or cannot be read.</exception>
    public byte[]? Read(string path, int maximumBytes = 1 << 20) => BoundedFile.Read(Resolve(path), maximumBytes);

    /// <exception cref="ShipkeeperException">The file is as it was before.</exception>
    public void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode = Private)
    {
        var full = Resolve(path);
        var temporary = TemporaryNameFor(full);
        try
        {
            WriteNew(temporary, content, mode);
            Durable.Rename(temporary, full);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw FileErrors.NotWritten(full, failure);
        }
    }

    public void Write(string path, string content, UnixFileMode mode = Private) => Write(path, Encoding.UTF8.GetBytes(content), mode);

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

        try
        {
            Directory.CreateDirectory(full, mode);
            Own(full);
            Durable.SyncDirectory(parent);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.NotWritten(full, failure);
        }
    }

    public void Rename(string from, string to) => Durable.Rename(Resolve(from), Resolve(to));

    /// <summary>Points the symbolic link elsewhere in one step: it names the old target or the new one, never nothing.</summary>
    public void SwitchLink(string link, string target)
    {
        var full = Resolve(link);
        var temporary = TemporaryNameFor(full);
        File.Delete(temporary);
        File.CreateSymbolicLink(temporary, target);
        Own(temporary);
        Durable.Rename(temporary, full);
    }

    /// <returns>Null when there is no such link.</returns>
    public string? ReadLink(string link) => new FileInfo(Resolve(link)).LinkTarget;

    /// <summary>Removes a file, a link, or a folder with all that is in it. Nothing happens when there is none.</summary>
    public void Remove(string path)
    {
        var full = Resolve(path);
        if (Directory.Exists(full) && new DirectoryInfo(full).LinkTarget is null)
        {
            Directory.Delete(full, recursive: true);
        }
        else
        {
            File.Delete(full);
        }

        Durable.SyncDirectory(Path.GetDirectoryName(full)!);
    }

    internal void Own(SafeFileHandle file, string full)
    {
        if (_mayGiveAway && Posix.ChangeOwner(file, _owner.User, _owner.Group) != 0)
        {
            throw Posix.LastError(full);
        }
    }

    private void WriteNew(string full, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        File.Delete(full);
        using var file = new FileStream(full, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = mode,
        });
        File.SetUnixFileMode(file.SafeFileHandle, mode);
        Own(file.SafeFileHandle, full);
        file.Write(content);
        Durable.Sync(file.SafeFileHandle, full);
    }

    private void Own(string full)
    {
        if (_mayGiveAway && Posix.ChangeOwner(full, _owner.User, _owner.Group) != 0)
        {
            throw Posix.LastError(full);
        }
    }

    private bool IsBelow(string path) => (path + '/').StartsWith(ResolveLinks(Root) + '/', StringComparison.Ordinal);

    private static string ResolveLinks(string path) =>
        Path.TrimEndingDirectorySeparator(new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path);

    /// <summary>One name for each file, so that a killed process leaves at most one, and the next write takes it away.</summary>
    private static string TemporaryNameFor(string full) => Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.new");
}
