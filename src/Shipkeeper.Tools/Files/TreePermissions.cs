namespace Shipkeeper.Tools.Files;

/// <summary>
/// Changes owner and mode of an entry, or of all that is below it. No link is followed out of it: one in the tree is given away itself, and has no
/// mode of its own. What cannot be changed is told, and the rest is changed all the same.
/// </summary>
public sealed class TreePermissions
{
    private const string HardLinkGuard = "/proc/sys/fs/protected_hardlinks";

    private readonly PermissionChange _change;
    private readonly bool _kernelGuardsHardLinks = File.Exists(HardLinkGuard) && File.ReadAllText(HardLinkGuard).Trim() != "0";
    private long _entries;
    private long _changed;
    private long _failed;
    private string? _error;

    private TreePermissions(PermissionChange change) => _change = change;

    /// <returns>The number of a user; null where nobody has that name.</returns>
    public static uint? FindUser(string nameOrNumber) => FindNumber(nameOrNumber, Posix.FindUser);

    /// <returns>The number of a group; null where there is none of that name.</returns>
    public static uint? FindGroup(string nameOrNumber) => FindNumber(nameOrNumber, Posix.FindGroup);

    /// <param name="path">An absolute one.</param>
    public static PermissionOutcome Apply(string path, PermissionChange change, CancellationToken ct)
    {
        var permissions = new TreePermissions(change);
        try
        {
            permissions.ApplyTo(path, ct);
        }
        catch (IOException failure)
        {
            permissions.Note(failure.Message);
        }

        return new(permissions._entries, permissions._changed, permissions._failed, permissions._error);
    }

    /// <exception cref="IOException">It is not there, or is none that can be changed.</exception>
    private void ApplyTo(string path, CancellationToken ct)
    {
        using var top = Entry.Find(path);
        if (top.Status.IsLink)
        {
            throw new IOException($"{path}: it is a symbolic link; name what it leads to");
        }

        try
        {
            Change(top, isTop: true);
        }
        catch (IOException failure)
        {
            Note($"{path}: {failure.Message}");
        }

        if (_change.Recursive && top.Status.IsFolder)
        {
            new TreeWalk(path) { OnEntry = ChangeBelow, OnFailure = (at, failure) => Note($"{at}: {failure.Message}") }.Run(top, ct);
        }
    }

    private bool ChangeBelow(Entry folder, byte[] name, Entry entry)
    {
        Change(entry, isTop: false);
        return true;
    }

    private void Change(Entry entry, bool isTop)
    {
        _entries++;
        var status = entry.Status;
        var (user, group) = (_change.User ?? status.User, _change.Group ?? status.Group);
        var mode = status.IsLink ? status.Permissions : _change.ModeFor(status, isTop) ?? status.Permissions;
        var (givesAway, changesMode) = ((user, group) != (status.User, status.Group), mode != status.Permissions);
        if (!givesAway && !changesMode)
        {
            return;
        }

        // Whoever may write into the tree could have given a file of root a second name in it. The kernel does not let them, unless it is told to.
        if (!isTop && status is { IsPlainFile: true, Links: > 1 } && !_kernelGuardsHardLinks)
        {
            throw new IOException($"it has {status.Links} names, of which others may be anywhere, and {HardLinkGuard} is off");
        }

        if (givesAway && Posix.ChangeOwnerOfEntry(entry.Handle, user, group) != 0)
        {
            throw Posix.LastError();
        }

        // With its owner a file loses its set-id bits, so the mode comes last: where somebody asks for one.
        if (!status.IsLink && (changesMode || (givesAway && _change.ModeFor(status, isTop) is not null)) && Posix.ChangeModeOfEntry(entry.Handle, mode) != 0)
        {
            throw Posix.LastError();
        }

        _changed++;
    }

    private void Note(string failure)
    {
        _failed++;
        _error ??= failure;
    }

    private static uint? FindNumber(string nameOrNumber, Func<string, uint?> find) =>
        nameOrNumber.All(char.IsAsciiDigit) ? uint.TryParse(nameOrNumber, out var number) && number != uint.MaxValue ? number : null
        : nameOrNumber.Contains('\0') ? null
        : find(nameOrNumber);
}
