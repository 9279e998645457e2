namespace Shipkeeper.State;

/// <summary>Compose files that are valid, and still make no platform.</summary>
internal static class ModelErrors
{
    private static readonly ErrorCode PortTakenCode = new(
        "start.port-taken",
        ErrorKind.Refused,
        "A port that a service publishes is already open on this host, by another process or another platform. Only one can have it. "
        + "Nothing was changed.");

    private static readonly ErrorCode LayersCode = new(
        "start.layer-order",
        ErrorKind.Refused,
        "A service of the infrastructure layer depends on one of the application layer. The infrastructure starts first, so this "
        + "can never be fulfilled.");

    private static readonly ErrorCode NoServicesCode = new(
        "start.no-services",
        ErrorKind.Refused,
        "The compose files define no service that belongs to a layer, so there is nothing to start, and nothing was recorded. A service under "
        + "'profiles' counts only when its profile is active; one with a role of its own belongs to no layer.");

    public static IReadOnlyList<ErrorCode> All => [PortTakenCode, LayersCode, NoServicesCode];

    public static ShipkeeperException NoServices(IReadOnlyList<string> composeFiles) => NoServicesCode.Because(
        $"no service is defined in {string.Join(", ", composeFiles)}.", "put the services of the platform there");

    public static ShipkeeperException PortsTaken(IReadOnlyList<string> ports) => PortTakenCode.Because(
        ports.Count == 1 ? $"{ports[0]}." : $"{ports.Count} ports are taken.",
        "ss -ltnp",
        ports.Count == 1 ? [] : ports);

    public static ShipkeeperException LayerOrder(string infrastructure, string application) => LayersCode.Because(
        $"'{infrastructure}' (infrastructure) depends on '{application}' (application).",
        "move one of them to the other layer, under 'layers' in shipkeeper.yaml");
}
