using System.Net;
using System.Net.NetworkInformation;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.State;

/// <summary>Finds ports that services want to publish and that somebody else has. The engine would say so too, but only after half a start.</summary>
internal static class PublishedPorts
{
    /// <param name="services">Those that are to be started.</param>
    /// <param name="observed">Those that run already hold their own ports.</param>
    public static void RefuseTaken(ResolvedModel model, IEnumerable<string> services, IReadOnlyDictionary<string, ObservedService> observed)
    {
        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        var taken =
            from service in services
            where !(observed.TryGetValue(service, out var running) && running.Runs)
            from port in model.Services[service].Ports
            where port.Protocol == "tcp" && int.TryParse(port.Published, out var number) && listening.Any(endpoint => Collides(endpoint, number, port.HostAddress))
            select $"'{service}' publishes port {port.Published}, which is taken";
        if (taken.ToList() is { Count: > 0 } ports)
        {
            throw ModelErrors.PortsTaken(ports);
        }
    }

    private static bool Collides(IPEndPoint listening, int port, string? address) =>
        listening.Port == port
        && (address is null || IsAny(listening.Address) || !IPAddress.TryParse(address, out var wanted) || IsAny(wanted) || wanted.Equals(listening.Address));

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
