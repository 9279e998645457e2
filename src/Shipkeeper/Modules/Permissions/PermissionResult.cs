using Shipkeeper.Tools.Files;

namespace Shipkeeper.Modules.Permissions;

/// <summary>What came of one target, as <c>modules permissions --json</c> tells it.</summary>
/// <param name="Entries">Files, folders and links that were looked at.</param>
/// <param name="Changed">Those that were not yet as they should be, and are now.</param>
/// <param name="Failed">Those that could not be changed.</param>
/// <param name="Error">The first failure; null for a target that is as it should be.</param>
internal sealed record PermissionResult(string Path, long Entries, long Changed, long Failed, string? Error)
{
    public static IReadOnlyList<PermissionResult> OfAll(IReadOnlyList<PermissionTarget> targets, CancellationToken ct) => [.. targets.Select(target => Of(target, ct))];

    /// <summary>Nothing of a target is changed that is not understood as a whole.</summary>
    private static PermissionResult Of(PermissionTarget target, CancellationToken ct)
    {
        var (user, group) = (target.Owner is null ? null : TreePermissions.FindUser(target.Owner), target.Group is null ? null : TreePermissions.FindGroup(target.Group));
        var (mode, folderMode) = (target.Mode is null ? null : PermissionMode.Parse(target.Mode), target.FolderMode is null ? null : PermissionMode.Parse(target.FolderMode));
        var problem = FindProblem(target)
            ?? (target.Owner is not null && user is null ? $"there is no user '{target.Owner}'"
            : target.Group is not null && group is null ? $"there is no group '{target.Group}'"
            : target.Mode is not null && mode is null ? $"'{target.Mode}' is no mode like 755"
            : target.FolderMode is not null && folderMode is null ? $"'{target.FolderMode}' is no mode like 755"
            : null);
        if (problem is not null)
        {
            return new(target.Path, 0, 0, 1, $"{target.Path}: {problem}");
        }

        var outcome = TreePermissions.Apply(target.Path, new(user, group, mode, folderMode, target.Recursive), ct);
        return new(target.Path, outcome.Entries, outcome.Changed, outcome.Failed, outcome.Error);
    }

    private static string? FindProblem(PermissionTarget target) =>
        target.Fault is not null ? target.Fault
        : target.Path.Length == 0 ? "a target has no path"
        : target.Path[0] != '/' || target.Path.Contains('\0') ? "it is no absolute path"
        : target.Recursive && System.IO.Path.GetFullPath(target.Path).Trim('/').Length == 0 ? "everything on this host is not changed at once"
        : null;
}
