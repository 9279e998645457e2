namespace Shipkeeper.Tools.Docker;

public static class ReachErrors
{
    public static readonly ErrorCode UnreachableCode = new(
        "docker.unreachable",
        ErrorKind.Failed,
        "There is no way from here to a port of a service. On the host, Shipkeeper uses the container's address in a bridge network, else a "
        + "published port; inside a container it joins the service's network. A container with the network 'none', or with nothing but a "
        + "macvlan network and no published port, can be reached in none of these ways.");

    public static IReadOnlyList<ErrorCode> All { get; } = [UnreachableCode];

    public static ShipkeeperException Unreachable(string service, int port, string because) => UnreachableCode.Because(
        $"Port {port} of '{service}' cannot be reached: {because}.",
        $"Publish port {port} of '{service}' on 127.0.0.1, or give it a bridge network, in the compose file.");

    public static ShipkeeperException NotRunning(string service, int port) => UnreachableCode.Because(
        $"Port {port} of '{service}' cannot be reached: no container of it runs.",
        "shipkeeper start");
}
