using System.Net;
using System.Net.Sockets;

namespace Shipkeeper.Tools.Docker;

/// <summary>Something to connect to from where we are.</summary>
/// <param name="Host">An address or a host name.</param>
public sealed record ReachablePort(string Host, int Port)
{
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}

/// <summary>
/// The one way to a port of a service: inside a container by joining the service's network, on the host by its bridge address, else by a
/// published port. Addresses change when containers are recreated: ask again each time.
/// </summary>
/// <param name="ownContainer">The id of the container we run in, from <see cref="OwnContainer"/>; null on the host.</param>
public sealed class Reach(DockerEngine engine, string? ownContainer)
{
    /// <summary>Of the service's first running container. Error: <c>docker.unreachable</c>.</summary>
    public async Task<ReachablePort> ServiceAsync(string project, string service, int port, CancellationToken ct)
    {
        var running = await engine.Containers.ListAsync(ComposeLabels.OfService(project, service), all: false, ct);
        var first = running.Where(container => container.State == "running").MinBy(container => container.Labels.GetValueOrDefault(ComposeLabels.Number));
        return first is null ? throw ReachErrors.NotRunning(service, port) : await ContainerAsync(first.Id, service, port, ct);
    }

    /// <param name="service">What an error calls it.</param>
    public async Task<ReachablePort> ContainerAsync(string container, string service, int port, CancellationToken ct)
    {
        var target = await engine.Containers.InspectAsync(container, ct);
        var owner = await NetworkOwnerAsync(target, ct);
        var address = owner.NetworkMode == "host" ? await HostAsync(ct)
            : ownContainer is null ? await BridgeAddressAsync(owner, ct)
            : await JoinedAddressAsync(owner, ownContainer, ct);
        return address is not null ? new(address, port)
            : (ownContainer is null ? Published(owner, port) : null)
            ?? throw ReachErrors.Unreachable(service, port, Why(owner, port));
    }

    /// <summary>What `localhost` of a probe means: the host, also when asked from inside a container.</summary>
    public async Task<string> HostAsync(CancellationToken ct)
    {
        const string Loopback = "127.0.0.1";
        if (ownContainer is null)
        {
            return Loopback;
        }

        var own = await engine.Containers.InspectAsync(ownContainer, ct);
        return own.Networks.Values.Select(network => network.Gateway).OfType<string>().FirstOrDefault() ?? Loopback;
    }

    /// <summary>
    /// Leaves the project's networks, so that they can be removed. A container that belongs to the project itself stays where its own
    /// definition has put it. What an earlier process joined is left too: membership is asked of the engine, not remembered.
    /// </summary>
    public async Task LeaveAsync(string project, CancellationToken ct)
    {
        if (ownContainer is null)
        {
            return;
        }

        var own = await engine.Containers.InspectAsync(ownContainer, ct);
        if (own.Labels.GetValueOrDefault(ComposeLabels.Project) == project)
        {
            return;
        }

        var networks = await engine.Networks.ListAsync([ComposeLabels.Is(ComposeLabels.Project, project)], ct);
        foreach (var network in networks.Where(network => own.Networks.ContainsKey(network.Name)))
        {
            await engine.Networks.DisconnectAsync(network.Id, own.Id, force: false, ct);
        }
    }

    /// <summary>The container whose network it uses: itself, or the one of <c>network_mode: service:…</c>.</summary>
    private async Task<ContainerDetails> NetworkOwnerAsync(ContainerDetails target, CancellationToken ct)
    {
        const string Shared = "container:";
        return target.NetworkMode.StartsWith(Shared, StringComparison.Ordinal)
            ? await engine.Containers.InspectAsync(target.NetworkMode[Shared.Length..], ct)
            : target;
    }

    /// <summary>
    /// Only where the host itself has an address in that network: not with macvlan, a rootless engine, or an engine on another machine.
    /// </summary>
    private async Task<string?> BridgeAddressAsync(ContainerDetails target, CancellationToken ct)
    {
        foreach (var (name, address) in target.Networks)
        {
            if (address.IpAddress is { } found && await HostIsMemberAsync(name, IPAddress.Parse(found), ct))
            {
                return found;
            }
        }

        return null;
    }

    private async Task<bool> HostIsMemberAsync(string network, IPAddress member, CancellationToken ct)
    {
        var details = await engine.Networks.InspectAsync(network, ct);
        var subnets = details.Subnets.Select(subnet => IPNetwork.TryParse(subnet, out var parsed) ? parsed : default(IPNetwork?)).OfType<IPNetwork>();
        return details.Driver == "bridge" && SourceTowards(member) is { } ours && subnets.Any(subnet => subnet.Contains(ours));
    }

    /// <summary>
    /// The address that the kernel would send from; nothing is sent. The interfaces themselves are not asked for, because .NET fails to list them
    /// while one comes or goes: https://github.com/dotnet/runtime/issues/49515
    /// </summary>
    /// <returns>Null where there is no way to the target.</returns>
    private static IPAddress? SourceTowards(IPAddress target)
    {
        try
        {
            using var socket = new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(target, 1);
            return ((IPEndPoint)socket.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async Task<string?> JoinedAddressAsync(ContainerDetails target, string ownId, CancellationToken ct)
    {
        var own = await engine.Containers.InspectAsync(ownId, ct);
        var withAddress = target.Networks.Where(network => network.Value.IpAddress is not null).ToArray();
        if (withAddress.FirstOrDefault(network => own.Networks.ContainsKey(network.Key)) is { Key: not null } shared)
        {
            return shared.Value.IpAddress;
        }

        if (withAddress is [var first, ..])
        {
            await JoinAsync(first.Value.NetworkId, own.Id, ct);
            return first.Value.IpAddress;
        }

        return null;
    }

    private async Task JoinAsync(string network, string ownId, CancellationToken ct)
    {
        try
        {
            await engine.Networks.ConnectAsync(network, ownId, ct);
        }
        catch (ShipkeeperException) when (ct.IsCancellationRequested is false)
        {
            // Two probes that join at once: the second is refused, by a different code in each engine version. Being in is what counts.
            var members = (await engine.Networks.InspectAsync(network, ct)).Members;
            if (!members.ContainsKey(ownId))
            {
                throw;
            }
        }
    }

    private ReachablePort? Published(ContainerDetails target, int port)
    {
        var open = target.Ports.Where(candidate => candidate.Port == port && candidate.Protocol == "tcp" && candidate.HostPort is not null);
        var best = open.OrderBy(candidate => candidate.HostAddress!.Contains(':', StringComparison.Ordinal)).FirstOrDefault();
        return best is null ? null : new(engine.Endpoint.Address?.Host ?? ToConnectTo(best.HostAddress!), best.HostPort!.Value);
    }

    private static string ToConnectTo(string listening) => listening switch
    {
        "" or "0.0.0.0" => "127.0.0.1",
        "::" => "::1",
        _ => listening,
    };

    private static string Why(ContainerDetails target, int port) =>
        !target.State.Running ? "its container does not run"
        : target.Networks.Count == 0 || target.NetworkMode == "none" ? "it has no network"
        : $"none of its networks leads here ({string.Join(", ", target.Networks.Keys)}), and port {port} is not published";
}
