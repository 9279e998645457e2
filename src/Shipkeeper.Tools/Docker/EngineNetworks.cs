using Shipkeeper.Tools.Docker.Wire;

namespace Shipkeeper.Tools.Docker;

/// <param name="Subnets">In CIDR notation.</param>
/// <param name="Members">Names by container id; only an inspected network has them.</param>
public sealed record EngineNetwork(
    string Id, string Name, string Driver, string Scope, bool Internal, IReadOnlyDictionary<string, string> Labels,
    IReadOnlyList<string> Subnets, IReadOnlyDictionary<string, string> Members);

/// <summary>Networks, by id or name.</summary>
public sealed class EngineNetworks
{
    private readonly EngineConnection _connection;

    internal EngineNetworks(EngineConnection connection) => _connection = connection;

    public async Task<IReadOnlyList<EngineNetwork>> ListAsync(IEnumerable<string> labels, CancellationToken ct)
    {
        var request = EngineRequest.Get("/networks" + EnginePath.Query(("filters", EnginePath.Filters(("label", labels)))), "the list of networks");
        var answers = await _connection.ReadAsync(request, EngineJson.Default.NetworkAnswerArray, ct);
        return [.. answers.OfType<NetworkAnswer>().Select(answer => answer.ToNetwork())];
    }

    public async Task<EngineNetwork> InspectAsync(string network, CancellationToken ct) =>
        (await _connection.ReadAsync(EngineRequest.Get(Path(network, ""), Subject(network)), EngineJson.Default.NetworkAnswer, ct)).ToNetwork();

    /// <summary>Error <c>docker.conflict</c> or <c>docker.failed</c>, by engine version, while it has members.</summary>
    public Task RemoveAsync(string network, CancellationToken ct) => _connection.SendAsync(EngineRequest.Delete(Path(network, ""), Subject(network)), ct);

    public Task ConnectAsync(string network, string container, CancellationToken ct) => _connection.SendAsync(
        EngineRequest.Post(Path(network, "/connect"), Subject(network), new ConnectBody(container), EngineJson.Default.ConnectBody), ct);

    public Task DisconnectAsync(string network, string container, bool force, CancellationToken ct) => _connection.SendAsync(
        EngineRequest.Post(Path(network, "/disconnect"), Subject(network), new DisconnectBody(container, force), EngineJson.Default.DisconnectBody), ct);

    private static string Path(string network, string rest) => $"/networks/{EnginePath.Segment(network, Subject(network))}{rest}";

    private static string Subject(string network) => $"network '{network}'";
}
