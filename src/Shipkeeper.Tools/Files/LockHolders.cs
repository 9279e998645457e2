namespace Shipkeeper.Tools.Files;

/// <summary>
/// Which processes hold a lock: those with a descriptor whose <c>/proc/&lt;pid&gt;/fdinfo</c> entry has a <c>lock:</c> line (proc(5)).
/// A process that only has the file open, waiting for the lock, has none.
/// </summary>
internal static class LockHolders
{
    public static IReadOnlySet<int> Of(string path) =>
        Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var process) ? process : 0)
            .Where(process => process > 0 && Holds(process, path))
            .ToHashSet();

    private static bool Holds(int process, string path)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{process}/fd")
                .Where(descriptor => new FileInfo(descriptor).LinkTarget == path)
                .Any(descriptor => File.ReadLines($"/proc/{process}/fdinfo/{Path.GetFileName(descriptor)}")
                    .Any(line => line.StartsWith("lock:", StringComparison.Ordinal)));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked, or belongs to another user, who could not have opened our private lock.
            return false;
        }
    }
}
