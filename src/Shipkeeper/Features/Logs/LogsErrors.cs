namespace Shipkeeper.Features.Logs;

internal static class LogsErrors
{
    private static readonly ErrorCode BadTimeCode = new(
        "logs.bad-time",
        ErrorKind.Usage,
        "A point in time is an age such as 30s, 10m, 2h or 3d, or a time such as 2026-11-21T07:00:00Z.");

    public static IReadOnlyList<ErrorCode> All => [BadTimeCode];

    public static ShipkeeperException BadTime(string text) => BadTimeCode.Because($"'{text}' is no point in time.", "shipkeeper logs --since 10m");
}
