namespace Shipkeeper.Scenarios.Language;

/// <summary>
/// Makes a system call of the binary fail, or kills it there. strace counts the calls of each thread on its own; journal lines are all
/// written by one thread.
/// </summary>
internal static class Fault
{
    public static IReadOnlyList<string> KillAt(string call, int number) => Inject($"{call}:signal=KILL:when={number}");

    public static IReadOnlyList<string> Error(string call, string error, string when) => Inject($"{call}:error={error}:when={when}");

    private static IReadOnlyList<string> Inject(string fault)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not installed");
        return ["strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", $"trace={fault.Split(':')[0]}", "-e", $"inject={fault}"];
    }
}
