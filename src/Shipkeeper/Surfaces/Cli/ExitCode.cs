namespace Shipkeeper.Surfaces.Cli;

/// <summary>The one table from kinds of failure to exit codes; docs/reference/exit-codes.md says the same.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Of <c>plan --exit-code</c>: there is something to upgrade to.</summary>
    public const int ChangesAvailable = 10;

    /// <summary>A bug in Shipkeeper: EX_SOFTWARE of sysexits.h.</summary>
    public const int Bug = 70;

    public static int Of(ErrorKind kind) => kind switch
    {
        ErrorKind.Failed => 1,
        ErrorKind.Usage => 2,
        ErrorKind.Refused => 3,
        ErrorKind.RolledBack => 4,
        ErrorKind.NeedsPerson => 5,
        ErrorKind.Busy => 6,
        ErrorKind.Interrupted => 130,
        _ => Bug,
    };
}
