namespace Shipkeeper.Features.Restart;

internal static class RestartErrors
{
    private static readonly ErrorCode NoReleaseCode = new(
        "restart.no-release",
        ErrorKind.Refused,
        "A restart brings services back as the current release says, and there is none yet: the platform was never up as a whole.");

    public static IReadOnlyList<ErrorCode> All => [NoReleaseCode];

    public static ShipkeeperException NoRelease(string platform) =>
        NoReleaseCode.Because($"'{platform}' has no release yet, so there is nothing to restart.", "shipkeeper start");
}
