using System.Net.Sockets;

namespace Shipkeeper.Tools.Docker;

/// <summary>Where the engine listens. Exactly one of the two addresses is set.</summary>
public sealed record EngineEndpoint
{
    public const string Variable = "DOCKER_HOST";

    private const string DefaultSocket = "/var/run/docker.sock";

    private EngineEndpoint()
    {
    }

    /// <summary>The path of a unix socket.</summary>
    public string? SocketPath { get; private init; }

    public Uri? Address { get; private init; }

    /// <summary>As DOCKER_HOST says, or the usual socket. Error: <c>docker.bad-host</c>.</summary>
    public static EngineEndpoint FromEnvironment() => Parse(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Takes what DOCKER_HOST may hold: <c>unix://path</c> or <c>tcp://host:port</c>. Error: <c>docker.bad-host</c>.</summary>
    public static EngineEndpoint Parse(string? dockerHost)
    {
        const string UnixScheme = "unix://";
        if (string.IsNullOrWhiteSpace(dockerHost))
        {
            return new() { SocketPath = DefaultSocket };
        }

        if (dockerHost.StartsWith(UnixScheme + "/", StringComparison.Ordinal))
        {
            return new() { SocketPath = dockerHost[UnixScheme.Length..] };
        }

        return Uri.TryCreate(dockerHost, UriKind.Absolute, out var uri) && uri is { Scheme: "tcp", Host: not "", PathAndQuery: "" or "/" }
            ? new() { Address = new UriBuilder("http", uri.Host, uri.IsDefaultPort ? 2375 : uri.Port).Uri }
            : throw DockerErrors.BadHost(dockerHost);
    }

    public override string ToString() => SocketPath ?? $"tcp://{Address!.Authority}";

    internal async Task<Stream> ConnectAsync(CancellationToken ct)
    {
        var socket = SocketPath is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await (SocketPath is null
                ? socket.ConnectAsync(Address!.Host, Address.Port, ct)
                : socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), ct));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
