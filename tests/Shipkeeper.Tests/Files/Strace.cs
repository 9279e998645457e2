namespace Shipkeeper.Tests.Files;

/// <summary>Fails or kills a child at a system call of our choice. strace counts the calls of each thread on its own.</summary>
internal static class Strace
{
    public static readonly bool IsThere = File.Exists("/usr/bin/strace");

    /// <param name="fault">As <c>strace -e inject=</c> takes it: <c>fsync:error=EIO:when=2</c>.</param>
    /// <param name="onlyAt">The file that the call must be about; any file when left out.</param>
    public static Task<ChildResult> InjectAsync(string fault, IReadOnlyList<string> role, string? onlyAt = null) => ChildProcess.RunAsync(
    [
        "strace", "-f", "-qq", "-o", "/dev/null",
        "-e", $"trace={fault.Split(':')[0]}",
        "-e", $"inject={fault}",
        .. onlyAt is null ? Array.Empty<string>() : ["-P", onlyAt],
        .. Child.CommandFor(role),
    ]);

    /// <summary>The named calls that the child made, in order, as strace shows them; of a thread that it sees begin or end in the middle of one it shows "???".</summary>
    public static async Task<IReadOnlyList<string>> CallsAsync(string names, IReadOnlyList<string> role)
    {
        using var folder = new TemporaryFolder();
        var log = Path.Combine(folder.Path, "calls");
        await ChildProcess.RunAsync(["strace", "-f", "-qq", "-o", log, "-e", $"trace={names}", "-e", "signal=none", .. Child.CommandFor(role)]);
        return
        [
            .. File.ReadLines(log)
                .Select(line => line[(line.IndexOf(' ') + 1)..].TrimStart())
                .Where(call => names.Split(',').Contains(call.Split('(')[0])),
        ];
    }
}
