namespace Shipkeeper.Scenarios.Language;

/// <summary>
/// Makes a system call of the binary fail, or kills it there. strace counts the calls of each thread on its own; journal lines are all
/// written by one thread.
/// </summary>
internal static class Fault
{
    /// <summary>Every system call is stopped at: with --seccomp-bpf, strace 6.1 counts signals wrong, and sends none but the first.</summary>
    public static IReadOnlyList<string> KillAt(string call, int number) => Inject($"{call}:signal=KILL:when={number}");

    public static IReadOnlyList<string> Error(string call, string error, string when) => Inject($"{call}:error={error}:when={when}", "--seccomp-bpf");

    private static IReadOnlyList<string> Inject(string fault, params string[] options)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not installed");
        return ["strace", "-f", .. options, "-qq", "-o", "/dev/null", "-e", $"trace={fault.Split(':')[0]}", "-e", $"inject={fault}"];
    }
}
