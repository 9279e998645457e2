namespace Shipkeeper.Tools.Files;

public static class HostLockErrors
{
    private static readonly ErrorCode BusyCode = new(
        "host.busy",
        ErrorKind.Busy,
        "A run of host modules and operations on platforms keep out of each other's way, because a module may replace the engine that a platform runs on. "
        + "Whoever was there first ends, whatever way, and then the other may begin.");

    public static IReadOnlyList<ErrorCode> All => [BusyCode];

    internal static ShipkeeperException Busy(IReadOnlyList<LockHolder> holders, bool alone)
    {
        var processes = holders.Count == 0 ? "" : $" (process {string.Join(", ", holders.Select(holder => holder.ProcessId).Order())})";
        return BusyCode.Because(
            alone ? $"Shipkeeper is at work on this host{processes}, and modules run alone." : $"modules run on this host{processes}, and nothing else does meanwhile.",
            holders.Count == 0 ? "run the same command again later" : $"ps -fp {string.Join(',', holders.Select(holder => holder.ProcessId).Order())}");
    }
}
