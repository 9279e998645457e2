namespace Shipkeeper.Tools.Processes;

public static class ToolErrors
{
    private const int LinesShown = 20;

    public static readonly ErrorCode NotFoundCode = new(
        "tools.not-found",
        ErrorKind.Failed,
        "A program that Shipkeeper calls is not installed, or not in the PATH it was started with. Services started by systemd and "
        + "cron jobs often have a shorter PATH than a login shell. Install the program, or start Shipkeeper with a PATH that holds it.");

    public static readonly ErrorCode CannotStartCode = new(
        "tools.cannot-start",
        ErrorKind.Failed,
        "The operating system refused to start a program: no memory, too many open files or processes, a folder that does not exist, "
        + "or a file that is not a program. The message holds the system's own reason. Nothing was started.");

    public static readonly ErrorCode TimeoutCode = new(
        "tools.timeout",
        ErrorKind.Failed,
        "A program did not end within the time it was given. It was asked to end, then killed, with everything that it had started. "
        + "What it had done until then stays. The last lines that it wrote are shown with the error.");

    public static readonly ErrorCode FailedCode = new(
        "tools.failed",
        ErrorKind.Failed,
        "A program ended with an exit code other than 0, or its output could not be read to its end. The command can be pasted and run again by hand, and the last lines that it "
        + "wrote are shown with the error: they are the program's own words.");

    public static IReadOnlyList<ErrorCode> All { get; } = [NotFoundCode, CannotStartCode, TimeoutCode, FailedCode];

    public static ShipkeeperException NotFound(string fileName) => NotFoundCode.Because(
        $"The program '{fileName}' was not found.",
        $"Install '{Path.GetFileName(fileName)}', or start Shipkeeper with a PATH that holds it.");

    public static ShipkeeperException CannotStart(ToolCall call, string reason) => CannotStartCode.Because(
        $"'{call.FileName}' could not be started: {reason}.",
        call.ToString());

    public static ShipkeeperException TimedOut(ToolCall call, string errorOutput) => TimeoutCode.Because(
        $"'{call.FileName}' did not end within {Durations.Write(call.TimeLimit)} and was killed.",
        call.ToString(),
        LastLines(errorOutput));

    public static ShipkeeperException CutShort(ToolCall call, string errorOutput) => FailedCode.Because(
        $"'{call.FileName}' has ended, and what it has started holds its output, so that nobody knows whether that is whole.",
        call.ToString(),
        LastLines(errorOutput));

    /// <summary>For callers that have nothing better to say of an exit code.</summary>
    public static ShipkeeperException Failed(ToolCall call, ToolResult result) => FailedCode.Because(
        $"'{call.FileName}' ended with exit code {result.ExitCode}.",
        call.ToString(),
        LastWords(result));

    /// <summary>What a program said last: of its errors, else of its output.</summary>
    internal static IReadOnlyList<string> LastWords(ToolResult result) => LastLines(result.ErrorOutput.AsSpan().Trim().IsEmpty ? result.Output : result.ErrorOutput);

    public static IReadOnlyList<string> LastLines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(LinesShown)];
}
