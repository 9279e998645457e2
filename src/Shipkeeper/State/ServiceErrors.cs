namespace Shipkeeper.State;

internal static class ServiceErrors
{
    private static readonly ErrorCode UnknownCode = new(
        "service.unknown",
        ErrorKind.Usage,
        "A service was named that the platform does not have. Services are named as in the compose files. Nothing was done.");

    public static IReadOnlyList<ErrorCode> All => [UnknownCode];

    public static ShipkeeperException Unknown(string service, IEnumerable<string> known) => UnknownCode.Because(
        $"there is no service '{service}'; the platform has {string.Join(", ", known.Order(StringComparer.Ordinal))}.",
        "shipkeeper status");

    public static ShipkeeperException NotRunning(string service) =>
        UnknownCode.Because($"'{service}' has no running container.", "shipkeeper start");
}
