using System.Net;
using System.Net.NetworkInformation;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.State;

/// <summary>
/// Finds ports that services want to publish and that somebody else has. The engine would say so too, but only after half a start, and when what
/// ran before has been stopped.
/// </summary>
internal static class PublishedPorts
{
    /// <param name="services">Those that are to be started.</param>
    /// <param name="observed">What the platform's own containers publish is not somebody else's.</param>
    public static void RefuseTaken(ResolvedModel model, IEnumerable<string> services, IReadOnlyDictionary<string, ObservedService> observed)
    {
        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        var own = observed.Values.SelectMany(service => service.Containers).SelectMany(container => container.Ports)
            .Where(port => port.Protocol == "tcp").Select(port => port.HostPort).OfType<int>().ToHashSet();
        var taken =
            from service in services
            from port in model.Services[service].Ports
            where port.Protocol == "tcp" && int.TryParse(port.Published, out var number) && !own.Contains(number) && listening.Any(endpoint => Collides(endpoint, number, port.HostAddress))
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
