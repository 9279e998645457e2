using System.Text.RegularExpressions;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Tools.Git;

public static partial class GitErrors
{
    public static readonly ErrorCode FailedCode = new(
        "git.failed",
        ErrorKind.Failed,
        "git could not fetch a repository, or not write out what is in it. The last lines are git's own words. Nothing but our own copy of that repository "
        + "was touched. Where a login is needed, git must find it by itself: a key of ssh, or a credential helper.");

    public static IReadOnlyList<ErrorCode> All => [FailedCode];

    public static ShipkeeperException Failed(string address, ToolResult result) => FailedCode.Because(
        $"git failed on {WithoutLogin(address)}, with exit code {result.ExitCode}.",
        $"git ls-remote {CommandLine.Of([WithoutLogin(address)])}",
        [.. ToolErrors.LastLines(result.ErrorOutput).Select(WithoutLogin)]);

    public static ShipkeeperException Damaged(string path) =>
        FailedCode.Because($"git does not have the content of '{path}' that it should have: our copy of the repository is damaged.", "run the same command again: the copy is made anew");

    public static ShipkeeperException TooMuch(string repository) =>
        FailedCode.Because($"the list of files in {repository} is longer than anything that is meant to be run.", $"git -C {CommandLine.Of([repository])} ls-tree -r HEAD | wc -l");

    /// <summary>An address may carry a password: <c>https://user:password@host</c>.</summary>
    public static string WithoutLogin(string text) => Login().Replace(text, "://");

    [GeneratedRegex("://[^/@\\s]+@")]
    private static partial Regex Login();
}
