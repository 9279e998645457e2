namespace Shipkeeper.Tools.Files;

/// <summary>
/// The folder of a path, held, for programs that take a path: while it is held, the path that they are given leads there, whatever happens to the
/// names on the way.
/// </summary>
public sealed class FolderSeen : IDisposable
{
    private readonly Entry _folder;

    private FolderSeen(Entry folder, FileStatus? status) => (_folder, HasEntry, IsSocket) = (folder, status is not null, status is { IsSocket: true });

    /// <summary>Whether anything stands under the path, be it a link to nowhere.</summary>
    public bool HasEntry { get; }

    public bool IsSocket { get; }

    public string Folder => PathOf(_folder);

    /// <param name="path">An absolute one.</param>
    /// <returns>Null where its folder is not there either.</returns>
    /// <exception cref="IOException">It may not be looked at.</exception>
    public static FolderSeen? TryOf(string path)
    {
        if (!Path.Exists(Path.GetDirectoryName(path)))
        {
            return null;
        }

        var folder = Entry.Find(Path.GetDirectoryName(path) + "/.");
        using var entry = folder.TryOpen(Entry.Name(Path.GetFileName(path)));
        return new(folder, entry?.Status);
    }

    public void Dispose() => _folder.Dispose();

    internal static string PathOf(Entry folder) => $"/proc/{Environment.ProcessId}/fd/{folder.Handle.DangerousGetHandle()}";
}
