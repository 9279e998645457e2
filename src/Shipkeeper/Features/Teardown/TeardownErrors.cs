namespace Shipkeeper.Features.Teardown;

internal static class TeardownErrors
{
    private static readonly ErrorCode ChangedCode = new(
        "teardown.changed-meanwhile",
        ErrorKind.Refused,
        "Between the question and the answer the platform changed, so the answer was about something else. Nothing was removed.");

    public static IReadOnlyList<ErrorCode> All => [ChangedCode];

    public static ShipkeeperException ChangedMeanwhile() =>
        ChangedCode.Because("the platform changed while you were asked; nothing was removed.", "shipkeeper teardown");
}
