using Shipkeeper.Tools.Docker.Wire;

namespace Shipkeeper.Tools.Docker;

/// <summary>
/// A Docker engine over its API. Every call has a time limit (30 s where nothing else is said; errors <c>docker.timeout</c>,
/// <c>docker.not-running</c>, <c>docker.no-permission</c>, <c>docker.dropped</c>, <c>docker.failed</c>) and can be made side by side with others.
/// </summary>
public sealed class DockerEngine : IDisposable
{
    private readonly EngineConnection _connection;

    public DockerEngine(EngineEndpoint endpoint, TimeProvider time)
    {
        Endpoint = endpoint;
        _connection = new(endpoint, time);
        Events = new(_connection);
        Containers = new(_connection, Events);
        Networks = new(_connection);
        Volumes = new(_connection);
        Images = new(_connection);
        Registries = new(_connection);
    }

    public EngineEndpoint Endpoint { get; }

    public EngineContainers Containers { get; }

    public EngineNetworks Networks { get; }

    public EngineVolumes Volumes { get; }

    public EngineImages Images { get; }

    public EngineRegistries Registries { get; }

    public EngineEvents Events { get; }

    /// <summary>Connects and agrees on the API version, so that the next call need not. A failure is that call's to tell.</summary>
    public async Task GreetAsync()
    {
        try
        {
            await _connection.AgreeAsync(CancellationToken.None);
        }
        catch (ShipkeeperException)
        {
            // The engine may be back by then.
        }
    }

    /// <summary>Within 10 s.</summary>
    public Task PingAsync(CancellationToken ct) => _connection.PingAsync(ct);

    public Task<EngineVersion> VersionAsync(CancellationToken ct) => _connection.VersionAsync(ct);

    /// <summary>Also errors <c>docker.too-old</c> and <c>docker.too-new</c>, as every call but ping and version.</summary>
    public async Task<EngineInfo> InfoAsync(CancellationToken ct) =>
        (await _connection.ReadAsync(EngineRequest.Get("/info", "its own facts"), EngineJson.Default.InfoAnswer, ct)).ToInfo();

    public void Dispose() => _connection.Dispose();
}
