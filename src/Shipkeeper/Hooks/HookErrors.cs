using Shipkeeper.Tools;

namespace Shipkeeper.Hooks;

internal static class HookErrors
{
    private static readonly ErrorCode NotRunnableCode = new(
        "hook.not-runnable",
        ErrorKind.Refused,
        "A file in the folder of hooks has the name of a moment, and is not a program that can be run: it has no execute permission, or is no "
        + "file. It was not run, and nothing was changed.");

    private static readonly ErrorCode NotKeptCode = new(
        "hook.not-kept",
        ErrorKind.Refused,
        "A hook is a symbolic link, or larger than 1 MiB. A release holds the files of the platform themselves, so it would hold nothing of this "
        + "hook, and the next start would not run it. It was not run, and nothing was changed.");

    private static readonly ErrorCode FailedCode = new(
        "hook.failed",
        ErrorKind.Failed,
        "A hook, the platform author's own program for a moment of the operation, did not end well. The operation stopped there; what is done "
        + "stays, and the same command runs the hook again. Its last lines are shown with the error: they are the program's own words.");

    public static IReadOnlyList<ErrorCode> All => [NotRunnableCode, NotKeptCode, FailedCode];

    public static ShipkeeperException NotRunnable(string path) => NotRunnableCode.Because($"{path} is not an executable file.", $"chmod +x {path}");

    public static ShipkeeperException NotKept(string path) => NotKeptCode.Because(
        $"{path} is a link or larger than 1 MiB, and would be no part of a release.", "put a small script in its place that calls the program");

    public static ShipkeeperException Failed(string path, int exitCode, IReadOnlyList<string> lastLines, string commandLine) => FailedCode.Because(
        $"{path} ended with exit code {exitCode}.", $"mend what it says, then: {commandLine}", lastLines);

    public static ShipkeeperException TooLong(string path, TimeSpan limit, ShipkeeperException cause, string commandLine) => FailedCode.Because(
        $"{path} did not end within {Durations.Write(limit)}, and was killed.", commandLine, cause.Details, cause);
}
