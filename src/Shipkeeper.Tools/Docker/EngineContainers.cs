using Shipkeeper.Tools.Docker.Wire;

namespace Shipkeeper.Tools.Docker;

/// <summary>
/// Containers, by id or name. Errors besides those of every call: <c>docker.not-found</c>, <c>docker.conflict</c>. Stopping what is stopped
/// and starting what runs are no errors.
/// </summary>
public sealed partial class EngineContainers
{
    /// <summary>What a container is given to end by itself where it says nothing of its own.</summary>
    public static readonly TimeSpan UsualGrace = TimeSpan.FromSeconds(10);

    private readonly EngineConnection _connection;
    private readonly EngineEvents _events;

    internal EngineContainers(EngineConnection connection, EngineEvents events) => (_connection, _events) = (connection, events);

    /// <param name="labels">All of them must be there: <c>name</c> or <c>name=value</c>.</param>
    /// <param name="all">With those that do not run.</param>
    public async Task<IReadOnlyList<ContainerSummary>> ListAsync(IEnumerable<string> labels, bool all, CancellationToken ct)
    {
        var query = EnginePath.Query(("all", EnginePath.Flag(all)), ("filters", EnginePath.Filters(("label", labels))));
        var request = EngineRequest.Get("/containers/json" + query, "the list of containers");
        var answers = await _connection.ReadAsync(request, EngineJson.Default.ContainerListAnswerArray, ct);
        return [.. answers.OfType<ContainerListAnswer>().Select(answer => answer.ToSummary())];
    }

    public async Task<ContainerDetails> InspectAsync(string container, CancellationToken ct) =>
        (await _connection.ReadAsync(EngineRequest.Get(Path(container, "/json"), Subject(container)), EngineJson.Default.ContainerAnswer, ct)).ToDetails();

    public Task StartAsync(string container, CancellationToken ct) => PostAsync(container, "/start", ct);

    /// <summary>
    /// Waits for the end. After <paramref name="grace"/> the container is killed; null takes its own grace period, 10 s unless set. It cannot be
    /// cancelled: once asked, the engine goes on with it, whether or not the asker waits (moby, daemon/stop.go, containerStop).
    /// </summary>
    public async Task StopAsync(string container, TimeSpan? grace)
    {
        await EndAsync(container, "/stop", grace);
        await SettleAsync(container, CancellationToken.None);
    }

    /// <inheritdoc cref="StopAsync"/>
    public Task RestartAsync(string container, TimeSpan? grace) => EndAsync(container, "/restart", grace);

    /// <summary>Ends it at once, without its grace period. One that does not run is no error.</summary>
    public async Task KillAsync(string container, CancellationToken ct)
    {
        try
        {
            await PostAsync(container, "/kill", ct);
        }
        catch (ShipkeeperException ended) when (ended.Code == DockerErrors.ConflictCode)
        {
            // It has ended by itself meanwhile.
        }

        await SettleAsync(container, ct);
    }

    /// <summary>What the engine does when it ends, from now on.</summary>
    public Task SetRestartPolicyAsync(string container, RestartPolicy policy, CancellationToken ct) => _connection.SendAsync(
        EngineRequest.Post(Path(container, "/update"), Subject(container), new UpdateBody(new(policy.Name, policy.MaximumRetryCount)), EngineJson.Default.UpdateBody), ct);

    /// <summary>Error <c>docker.conflict</c> when it is not paused.</summary>
    public Task UnpauseAsync(string container, CancellationToken ct) => PostAsync(container, "/unpause", ct);

    public Task RenameAsync(string container, string newName, CancellationToken ct) =>
        PostAsync(container, "/rename" + EnginePath.Query(("name", newName)), ct);

    /// <param name="force">Also one that runs.</param>
    /// <param name="anonymousVolumes">Its anonymous volumes with it; named ones always stay.</param>
    public Task RemoveAsync(string container, bool force, bool anonymousVolumes, CancellationToken ct)
    {
        var query = EnginePath.Query(("force", EnginePath.Flag(force)), ("v", EnginePath.Flag(anonymousVolumes)));
        return _connection.SendAsync(EngineRequest.Delete(Path(container, query), Subject(container)), ct);
    }

    private async Task EndAsync(string container, string call, TimeSpan? grace)
    {
        var wait = grace ?? (await InspectAsync(container, CancellationToken.None)).StopTimeout ?? UsualGrace;
        var query = EnginePath.Query(("t", grace is { } given ? EnginePath.Seconds(given) : null));
        var request = EngineRequest.Post(Path(container, call + query), Subject(container));
        await _connection.SendAsync(request with { TimeLimit = wait + EngineRequest.UsualTimeLimit }, CancellationToken.None);
    }

    /// <summary>
    /// The engine answers as soon as a container has ended, and for a moment its lists still say that it runs. It holds the container's lock meanwhile
    /// (moby, daemon/monitor.go, handleContainerExit), so whoever inspects it has waited for that moment.
    /// </summary>
    private async Task SettleAsync(string container, CancellationToken ct)
    {
        try
        {
            await InspectAsync(container, ct);
        }
        catch (ShipkeeperException gone) when (gone.Code == DockerErrors.NotFoundCode)
        {
            // It was one that the engine removes at its end.
        }
    }

    private Task PostAsync(string container, string call, CancellationToken ct) =>
        _connection.SendAsync(EngineRequest.Post(Path(container, call), Subject(container)), ct);

    private static string Path(string container, string rest) => $"/containers/{EnginePath.Segment(container, Subject(container))}{rest}";

    private static string Subject(string container) => $"container '{container}'";
}
