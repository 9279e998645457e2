using Shipkeeper.Tools;

namespace Shipkeeper.Modules.Permissions;

internal static class PermissionErrors
{
    private static readonly ErrorCode FailedCode = new(
        "modules.permissions-failed",
        ErrorKind.Failed,
        "At least one owner, group or mode could not be set: the path is missing or leads through a link of somebody else, there is no such user or group, or "
        + "the mode is none. The other targets, and what else is below a recursive one, were changed all the same; the result of each says how much was.");

    public static IReadOnlyList<ErrorCode> All => [FailedCode];

    public static void ThrowIfAnyFailed(IReadOnlyList<PermissionResult> results)
    {
        var failed = results.Where(result => result.Error is not null).ToList();
        if (failed.Count > 0)
        {
            throw FailedCode.Because(
                $"{failed.Count} of {Plural.Of(results.Count, "target")} could not be set as wanted.",
                "mend what the lines above say, then run the command again",
                [.. failed.Select(result => result.Failed > 1 ? $"{result.Error} (and {result.Failed - 1:N0} more)" : result.Error!)]);
        }
    }
}
