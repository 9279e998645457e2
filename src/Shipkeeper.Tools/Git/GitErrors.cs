using System.Text.RegularExpressions;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Git;

public static partial class GitErrors
{
    public static readonly ErrorCode FailedCode = new(
        "git.failed",
        ErrorKind.Failed,
        "git could not fetch a repository, or not write out what is in it. The last lines are git's own words. Nothing but our copy of that repository, "
        + "in '.shipkeeper/source', was touched. Where a login is needed, git must find it by itself: a key of ssh, or a credential helper.");

    public static IReadOnlyList<ErrorCode> All => [FailedCode];

    public static ShipkeeperException Failed(string address, ToolResult result) => FailedCode.Because(
        $"git failed on {WithoutLogin(address)}, with exit code {result.ExitCode}.",
        $"git ls-remote {CommandLine.Of([WithoutLogin(address)])}",
        [.. ToolErrors.LastLines(result.ErrorOutput).Select(WithoutLogin)]);

    /// <summary>An address may carry a password: <c>https://user:password@host</c>.</summary>
    public static string WithoutLogin(string text) => Login().Replace(text, "://");

    [GeneratedRegex("://[^/@\\s]+@")]
    private static partial Regex Login();
}
