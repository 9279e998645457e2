namespace Shipkeeper.Features.Versions;

internal static class VersionsErrors
{
    private static readonly ErrorCode OutsideCode = new(
        "versions.outside",
        ErrorKind.Failed,
        "Something that runs is outside of the manifest: a service runs an image that the manifest does not allow beside the others, or this "
        + "Shipkeeper is not one that may manage the release. Each is listed with what to do about it.");

    public static IReadOnlyList<ErrorCode> All => [OutsideCode];

    public static ShipkeeperException Outside(int findings, string manifest) => OutsideCode.Because(
        findings == 1 ? $"one thing that runs is outside of {manifest}." : $"{findings} things that run are outside of {manifest}.", "see 'try' under each of them");
}
