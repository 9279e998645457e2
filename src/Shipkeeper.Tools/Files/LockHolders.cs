namespace Shipkeeper.Tools.Files;

/// <summary>A process that holds a lock.</summary>
/// <param name="Took">It took the lock itself; otherwise it inherited it from one that may be dead.</param>
internal readonly record struct LockHolder(int ProcessId, bool Took);

/// <summary>
/// Which processes hold a lock: those with a descriptor whose <c>/proc/&lt;pid&gt;/fdinfo</c> entry has a <c>lock:</c> line (proc(5)),
/// which also names the process that took it. One that only has the file open, waiting for the lock, has no such line.
/// The kernel is asked and no record on disk, because that is older or younger than the lock at the moment it changes hands.
/// </summary>
internal static class LockHolders
{
    /// <summary>Those that we may see: not of other users, not outside of our container.</summary>
    public static IReadOnlyList<LockHolder> Of(string path)
    {
        var file = Posix.StatusOf(path);
        return
        [
            .. Directory.EnumerateDirectories("/proc")
                .Select(folder => int.TryParse(Path.GetFileName(folder), out var process) ? process : 0)
                .Where(process => process > 0)
                .Select(process => (Id: process, Takers: TakersNamedBy(process, Path.GetFileName(path), file)))
                .Where(process => process.Takers.Count > 0)
                .Select(process => new LockHolder(process.Id, process.Takers.Contains(process.Id))),
        ];
    }

    /// <summary>Whether anybody holds it, also a process that <see cref="Of"/> may not see.</summary>
    public static bool IsHeld(string path)
    {
        var file = Posix.StatusOf(path);
        var name = $" {file.DeviceMajor:x2}:{file.DeviceMinor:x2}:{file.Number} ";
        return File.ReadLines("/proc/locks")
            .Any(line => line.Contains(" FLOCK ", StringComparison.Ordinal) && line.Contains(name, StringComparison.Ordinal))
            || Of(path).Count > 0;
    }

    /// <summary>Whether it calls itself by this id: in a container, a process has another one than outside.</summary>
    public static bool IsCalled(this LockHolder holder, int processId)
    {
        try
        {
            return File.ReadLines($"/proc/{holder.ProcessId}/status")
                .Where(line => line.StartsWith("NSpid:", StringComparison.Ordinal))
                .Any(line => line.Split('\t')[^1] == processId.ToString());
        }
        catch (IOException)
        {
            // It ended while we looked.
            return false;
        }
    }

    private static List<int> TakersNamedBy(int process, string fileName, FileStatus file)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFiles($"/proc/{process}/fd")
                    .Where(descriptor => Path.GetFileName(new FileInfo(descriptor).LinkTarget) == fileName)
                    .Where(descriptor => Posix.StatusOf(descriptor).IsSameFileAs(file))
                    .SelectMany(descriptor => File.ReadLines($"/proc/{process}/fdinfo/{Path.GetFileName(descriptor)}"))
                    .Select(TakerIn)
                    .OfType<int>(),
            ];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked, or belongs to another user.
            return [];
        }
    }

    /// <summary><c>lock: 1: FLOCK ADVISORY WRITE 359 00:13:11691 0 EOF</c>: the number behind WRITE, or READ for a shared one, is who took it.</summary>
    private static int? TakerIn(string line) =>
        line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is ["lock:", _, "FLOCK", _, "WRITE" or "READ", var taker, ..] ? int.Parse(taker) : null;
}
