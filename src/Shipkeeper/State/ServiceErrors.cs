namespace Shipkeeper.State;

internal static class ServiceErrors
{
    private static readonly ErrorCode UnknownCode = new(
        "service.unknown",
        ErrorKind.Usage,
        "A service was named that the platform does not have. Services are named as in the compose files. Nothing was done.");

    private static readonly ErrorCode NotRunningCode = new(
        "service.not-running",
        ErrorKind.Refused,
        "The command needs a running container of the service, and there is none: it was stopped, it has ended, or it was never started. "
        + "Nothing was done.");

    public static IReadOnlyList<ErrorCode> All => [UnknownCode, NotRunningCode];

    public static ShipkeeperException Unknown(string service, IEnumerable<string> known) => UnknownCode.Because(
        known.Any()
            ? $"there is no service '{service}'; the platform has {string.Join(", ", known.Order(StringComparer.Ordinal))}."
            : $"no service '{service}' is known, because nothing of the platform was started yet.",
        known.Any() ? "shipkeeper status" : "shipkeeper start");

    /// <summary>Neither one that runs nor one that has ended.</summary>
    public static ShipkeeperException NoContainer(string service) =>
        NotRunningCode.Because($"'{service}' has no container.", "shipkeeper start");

    public static ShipkeeperException NotRunning(string service) =>
        NotRunningCode.Because($"'{service}' has no running container.", "shipkeeper start");
}
