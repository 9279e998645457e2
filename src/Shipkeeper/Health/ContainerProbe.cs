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
            var (reading, settled) = await LookAsync(ct);
            yield return reading;
            await watch.ChangeAsync(service, settled, ct);
        }
    }

    /// <summary>Of several containers, the facts of the one that is furthest from good.</summary>
    public async Task<Reading> ReadOnceAsync(CancellationToken ct) => (await LookAsync(ct)).Reading;

    /// <returns>Also when to look again though no event comes; null when there is no need.</returns>
    private async Task<(Reading Reading, TimeSpan? Again)> LookAsync(CancellationToken ct)
    {
        try
        {
            var containers = await InspectAsync(ct);
            var now = time.GetUtcNow();
            var worst = containers.MinBy(container => (ContainerFacts.Goodness(container), -ContainerFacts.SettlesIn(container, now)));
            var facts = worst is null ? [new("state", "no container")] : ContainerFacts.Of(worst, now, redaction);
            var again = worst is null ? TimeSpan.Zero : ContainerFacts.SettlesIn(worst, now);
            return (new(now, containers.Count > 1 ? [.. facts, new("containers", $"{containers.Count}")] : facts), again > TimeSpan.Zero ? again : null);
        }
        catch (ShipkeeperException engine) when (engine.Code != DockerErrors.NoPermissionCode)
        {
            return (new(time.GetUtcNow(), [new("state", "unknown"), new("engine", engine.Message)]), null);
        }
    }

    private async Task<IReadOnlyList<ContainerDetails>> InspectAsync(CancellationToken ct)
    {
        var observed = await docker.Containers.ListAsync(ComposeLabels.OfService(project, service), all: true, ct);
        return await Task.WhenAll(observed.Select(container => docker.Containers.InspectAsync(container.Id, ct)));
    }
}
