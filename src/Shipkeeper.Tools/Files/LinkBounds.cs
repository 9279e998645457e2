namespace Shipkeeper.Tools.Files;

/// <summary>Where symbolic links below a folder may lead.</summary>
/// <param name="root">A full path.</param>
/// <param name="beside">A link may also lead from a path below the root to the same path below this folder; null: it may not.</param>
internal sealed class LinkBounds(string root, string? beside)
{
    /// <summary>Links to other places below the root are fine; one that leads nowhere leads nowhere else either.</summary>
    /// <exception cref="ShipkeeperException">It is a link that leads anywhere else.</exception>
    public void Check(string full)
    {
        if (new FileInfo(full).LinkTarget is not null && Posix.RealPath(full) is { } target && !IsBelow(target, root) && !LeadsBeside(full, target))
        {
            throw FileErrors.LinkInTheWay(full, target, root);
        }
    }

    /// <summary>Whether it is a link, or there is one on the way, to the same path below the folder beside the root.</summary>
    public bool LeadsBeside(string full) => Posix.RealPath(full) is { } target && !IsBelow(target, root) && LeadsBeside(full, target);

    private bool LeadsBeside(string full, string target) =>
        beside is not null && IsBelow(target, beside) && target == Posix.RealPath(Path.Combine(beside, Path.GetRelativePath(root, full)));

    private static bool IsBelow(string target, string folder) =>
        (target + '/').StartsWith((Posix.RealPath(folder) ?? folder).TrimEnd('/') + '/', StringComparison.Ordinal);
}
