namespace Shipkeeper.Steps;

internal static class ConvergenceErrors
{
    private static readonly ErrorCode NotReachedCode = new(
        "service.not-as-released",
        ErrorKind.Failed,
        "The containers of a service were made and started, and still are not what the release says: another image or configuration, another "
        + "number of containers, or another name than Compose gives. Another hand, or a container with the labels of the service, is in the way. "
        + "What was started runs on; 'status' shows what differs.");

    public static IReadOnlyList<ErrorCode> All => [NotReachedCode];

    public static ShipkeeperException NotReached(int release, string service, IReadOnlyList<string> differences) => NotReachedCode.Because(
        $"'{service}' was started, and is not as release {release} says: {string.Join("; ", differences)}.", "shipkeeper status");
}
