using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Steps;

/// <summary>
/// Stops and restarts that the engine was asked for by a process that has died: it goes on with them (moby, daemon/stop.go, containerStop), and a container
/// that runs now will soon have ended. They are waited for, as long as they can take. Nobody is asked for anything, so what nobody stops stays as it is.
/// </summary>
internal sealed class StopsInFlight(PlatformSession session, StepScope scope)
{
    /// <summary>What the engine may take beside a grace period: to be asked, to kill, to write off.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <param name="groups">Services, in the order in which they were to be stopped: each group when the one before it had ended.</param>
    /// <param name="begun">When the first group may have been asked to stop.</param>
    public async Task AwaitEndAsync(IReadOnlyList<IReadOnlyList<string>> groups, DateTimeOffset begun, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        var allowed = TimeSpan.Zero;
        foreach (var group in groups)
        {
            var containers = await InspectAsync(group.Where(observed.ContainsKey).SelectMany(service => observed[service].Containers).Select(container => container.Id), ct);
            allowed += LongestGrace(containers);
            if (containers.Any(container => container.State.Running))
            {
                await AwaitAsync([.. containers.Select(container => container.Id)], container => !container.State.Running, begun + allowed, ct);
                return;
            }
        }
    }

    /// <param name="startedBefore">Container id → when it had been started before it was to be restarted.</param>
    /// <param name="begun">When the restarts may have been asked for.</param>
    public async Task AwaitRestartAsync(IReadOnlyDictionary<string, DateTimeOffset> startedBefore, DateTimeOffset begun, CancellationToken ct) => await AwaitAsync(
        [.. startedBefore.Keys],
        container => container.State.Running && container.State.StartedAt > startedBefore[container.Id],
        begun + LongestGrace(await InspectAsync(startedBefore.Keys, ct)),
        ct);

    private async Task AwaitAsync(IReadOnlyList<string> containers, Func<ContainerDetails, bool> hasEnded, DateTimeOffset latest, CancellationToken ct)
    {
        var left = latest + Margin - session.Time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        scope.Report("waiting for what the engine was asked to stop");
        using var limit = new CancellationTokenSource(left, session.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var events = await session.Docker.Events.OpenAsync([("container", containers), ("event", ["start", "die", "destroy"])], either.Token);
            await foreach (var _ in events.ReadAsync(either.Token).Prepend(null))
            {
                if ((await InspectAsync(containers, either.Token)).All(hasEnded))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nobody had asked for it.
        }
    }

    /// <returns>Those that are still there.</returns>
    private async Task<IReadOnlyList<ContainerDetails>> InspectAsync(IEnumerable<string> containers, CancellationToken ct) =>
        [.. (await Task.WhenAll(containers.Select(container => FindAsync(container, ct)))).OfType<ContainerDetails>()];

    private async Task<ContainerDetails?> FindAsync(string container, CancellationToken ct)
    {
        try
        {
            return await session.Docker.Containers.InspectAsync(container, ct);
        }
        catch (ShipkeeperException gone) when (gone.Code == DockerErrors.NotFoundCode)
        {
            return null;
        }
    }

    private static TimeSpan LongestGrace(IEnumerable<ContainerDetails> containers) =>
        containers.Select(container => container.StopTimeout ?? EngineContainers.UsualGrace).DefaultIfEmpty().Max();
}
