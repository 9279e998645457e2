namespace Shipkeeper.Tools.Files;

/// <summary>Whom entries are to belong to, and what may be done with them. What is null stays as it is. Modes are as chmod(2) takes them.</summary>
/// <param name="Mode">Of what is no folder; of folders too, where <paramref name="FolderMode"/> is null.</param>
/// <param name="FolderMode">Taken as it is.</param>
public sealed record PermissionChange(uint? User, uint? Group, uint? Mode, uint? FolderMode, bool Recursive)
{
    private const uint Search = 0b001_001_001;
    private const uint AllButSpecial = 0b111_111_111;

    /// <summary>
    /// In a recursive change a folder can be searched by whoever may read it, and a file that nobody could run still cannot be run; set-id and
    /// sticky bits reach only the files that had them.
    /// </summary>
    internal uint? ModeFor(FileStatus status, bool isTop) =>
        status.IsFolder ? FolderMode ?? (Recursive ? Mode | ((Mode & (Search << 2)) >> 2) : Mode)
        : isTop || Mode is not { } mode ? Mode
        : (mode & status.Permissions & ~AllButSpecial) | (mode & AllButSpecial & ((status.Permissions & Search) == 0 ? ~Search : ~0u));
}

/// <summary>What came of one change.</summary>
/// <param name="Entries">That were looked at.</param>
/// <param name="Changed">That were not yet as they should be, and are now.</param>
/// <param name="Failed">That could not be changed.</param>
/// <param name="Error">The first failure, with its path; null where there was none.</param>
public sealed record PermissionOutcome(long Entries, long Changed, long Failed, string? Error);
