using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Apt;

public static class AptErrors
{
    public static readonly ErrorCode FailedCode = new(
        "apt.failed",
        ErrorKind.Failed,
        "apt or dpkg ended with an error; the last lines are its own words. Often another program had its lock for longer than five minutes, a source could not be "
        + "reached, or a package's script failed. What dpkg has left half done, the next run of the module finishes first.");

    public static IReadOnlyList<ErrorCode> All => [FailedCode];

    internal static ShipkeeperException Failed(ToolCall call, ToolResult result)
    {
        var words = ToolErrors.LastWords(result);
        return FailedCode.Because(
            $"'{call.FileName}' ended with exit code {result.ExitCode}{(words is [.., var last] ? $": {last}" : "")}",
            call.ToString(),
            words);
    }
}
