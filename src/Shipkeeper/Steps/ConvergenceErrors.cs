namespace Shipkeeper.Steps;

internal static class ConvergenceErrors
{
    private static readonly ErrorCode NotReachedCode = new(
        "service.not-as-released",
        ErrorKind.Failed,
        "The containers of a service were made and started, and still are not what the release says: another image or configuration, another "
        + "number of containers, or another name than Compose gives. Another hand, or a container with the labels of the service, is in the way. "
        + "What was started runs on; 'status' shows what differs.");

    private static readonly ErrorCode PortTakenCode = new(
        "service.port-taken",
        ErrorKind.Failed,
        "The engine could not start a service, because a port that it publishes is in use on this host. What else was started runs on. Find out who "
        + "has the port, and end that, or publish another one.");

    public static IReadOnlyList<ErrorCode> All => [NotReachedCode, PortTakenCode];

    /// <returns>The engine's own words, which say the port, whether it or Compose tells them; null where that is not the reason.</returns>
    public static string? FindTakenPort(ShipkeeperException failure) => failure.Details.Prepend(failure.Message).FirstOrDefault(line =>
        line.Contains("port is already allocated", StringComparison.Ordinal) || line.Contains("address already in use", StringComparison.Ordinal));

    public static ShipkeeperException PortTaken(string service, string words, ShipkeeperException failure) =>
        PortTakenCode.Because($"'{service}' publishes a port that is taken: {words}", "ss -ltnp", inner: failure);

    public static ShipkeeperException NotReached(int release, string service, IReadOnlyList<string> differences) => NotReachedCode.Because(
        $"'{service}' was started, and is not as release {release} says: {string.Join("; ", differences)}.", "shipkeeper status");
}
