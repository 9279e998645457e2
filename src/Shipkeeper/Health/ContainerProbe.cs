using System.Runtime.CompilerServices;
using Shipkeeper.Engine.Gates;
using Shipkeeper.Model;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Health;

/// <summary>What the engine says of a service's containers: one reading now, another with every event.</summary>
internal sealed class ContainerProbe(DockerEngine docker, ServiceWatch watch, string project, string service, TimeProvider time, Redaction redaction) : IProbe
{
    public async IAsyncEnumerable<Reading> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            await watch.ChangeAsync(service, ct);
            yield return await ReadOnceAsync(ct);
        }
    }

    /// <summary>Of several containers, the facts of the one that is furthest from good.</summary>
    public async Task<Reading> ReadOnceAsync(CancellationToken ct)
    {
        try
        {
            var containers = await InspectAsync(ct);
            var worst = containers.MinBy(ContainerFacts.Goodness);
            var facts = worst is null ? [new("state", "no container")] : ContainerFacts.Of(worst, redaction);
            return new(time.GetUtcNow(), containers.Count > 1 ? [.. facts, new("containers", $"{containers.Count}")] : facts);
        }
        catch (ShipkeeperException engine) when (engine.Code != DockerErrors.NoPermissionCode)
        {
            return new(time.GetUtcNow(), [new("state", "unknown"), new("engine", engine.Message)]);
        }
    }

    private async Task<IReadOnlyList<ContainerDetails>> InspectAsync(CancellationToken ct)
    {
        var observed = await docker.Containers.ListAsync(ComposeLabels.OfService(project, service), all: true, ct);
        return await Task.WhenAll(observed.Select(container => docker.Containers.InspectAsync(container.Id, ct)));
    }
}
