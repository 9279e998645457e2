using Shipkeeper.Tools.Files;

namespace Shipkeeper.Backups;

/// <summary>One backup in a list.</summary>
/// <param name="Manifest">Null when it cannot be read.</param>
/// <param name="Problem">Why not; null when it can.</param>
internal sealed record BackupEntry(string Name, DateTimeOffset At, BackupManifest? Manifest, string? Problem);

/// <summary>The directory in which the backups of a platform lie; others may keep theirs there too.</summary>
internal sealed class BackupDirectory
{
    private readonly RootedFiles _files;
    private readonly string _platform;

    private BackupDirectory(string path, string platform) => (_files, _platform) = (new(path), platform);

    public string Path => _files.Root;

    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    /// <param name="given">Instead of the one of the platform file.</param>
    public static string PathOf(PlatformSession session, string? given) =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(session.Platform.Directory, given is null ? session.Platform.Definition.Backup.Directory : System.IO.Path.GetFullPath(given)));

    /// <returns>Null when there is no such directory.</returns>
    public static BackupDirectory? Find(PlatformSession session, string? given) =>
        PathOf(session, given) is var path && Directory.Exists(path) ? new(path, session.Platform.Name) : null;

    /// <summary>One inside the platform directory is made; one elsewhere may be a mount that is not there today, and is not.</summary>
    /// <exception cref="ShipkeeperException"><c>backup.no-directory</c></exception>
    public static BackupDirectory Open(PlatformSession session, string path)
    {
        if (!Directory.Exists(path) && IsBelow(path, session.Platform.Directory))
        {
            session.Files.CreateFolder(System.IO.Path.GetRelativePath(session.Platform.Directory, path));
        }

        return Directory.Exists(path) ? new(path, session.Platform.Name) : throw BackupErrors.NoDirectory(path);
    }

    /// <summary>Where a new one would be written, or the nearest folder above that is there.</summary>
    /// <exception cref="ShipkeeperException"><c>backup.no-directory</c></exception>
    public static long FreeBytesAt(PlatformSession session, string path) =>
        Directory.Exists(path) ? new DriveInfo(path).AvailableFreeSpace
        : IsBelow(path, session.Platform.Directory) ? new DriveInfo(session.Platform.Directory).AvailableFreeSpace
        : throw BackupErrors.NoDirectory(path);

    /// <returns>The newest first; also those of other platforms.</returns>
    public IReadOnlyList<BackupEntry> List() =>
    [
        .. from name in _files.ListFolders(".")
           let at = BackupName.FindTime(name)
           where at is not null
           orderby name descending
           select Look(name, at.Value),
    ];

    /// <summary>Takes away what killed processes have left half written or half removed. What a living one writes, is its own.</summary>
    public void Sweep()
    {
        foreach (var name in _files.ListFolders(".").Where(name => BackupName.IsUnfinished(name, _platform)))
        {
            using var hold = FolderHold.TryTake(System.IO.Path.Combine(Path, name));
            if (hold is not null)
            {
                _files.Remove(name);
            }
        }
    }

    public BackupDraft BeginDraft(string operationId) => BackupDraft.Begin(_files, BackupName.OfDraft(_platform, operationId));

    /// <summary>First by its name: what is cut short is no backup any more.</summary>
    public void Remove(string name, string operationId)
    {
        var gone = BackupName.OfRemoved(_platform, operationId);
        _files.Rename(name, gone);
        _files.Remove(gone);
    }

    private BackupEntry Look(string name, DateTimeOffset at)
    {
        try
        {
            return new(name, at, BackupFolder.Open(System.IO.Path.Combine(Path, name)).Manifest, Problem: null);
        }
        catch (ShipkeeperException unreadable)
        {
            return new(name, at, Manifest: null, unreadable.Message);
        }
    }

    private static bool IsBelow(string path, string folder) => path.StartsWith(folder.TrimEnd('/') + '/', StringComparison.Ordinal);
}
