using System.Collections.Concurrent;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.BuiltIn.DockerPackages;

/// <summary>The containers that ran at one moment, which have to run again after the engine was away.</summary>
/// <param name="limit">How long it waits for them.</param>
/// <param name="log">Told what it starts.</param>
internal sealed class ContainerGate(DockerEngine docker, TimeProvider time, IReadOnlyList<AwaitedContainer> before, TimeSpan limit, Action<string> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Ids of those we have started ourselves: once, and not again if they end. One that needs another may fail until that is there.</summary>
    private readonly ConcurrentDictionary<string, bool> _started = new();

    /// <summary>Containers that the engine removes when they end, and such that have run to their end before they are asked for, are no part of it.</summary>
    /// <exception cref="ShipkeeperException"><c>docker.*</c>: the engine does not answer now.</exception>
    public static async Task<IReadOnlyList<AwaitedContainer>> ReadAsync(DockerEngine docker, CancellationToken ct)
    {
        var running = await docker.Containers.ListAsync([], all: false, ct);
        var details = await Task.WhenAll(running.Select(container => docker.Containers.InspectAsync(container.Id, ct)));
        return
        [
            .. details.Where(container => container is { State.Running: true, AutoRemove: false })
                .Select(container => new AwaitedContainer(container.Id, container.Name, container.State.Health is { Status: "healthy" })),
        ];
    }

    /// <summary>Starts what the engine does not start by itself, and waits until all is as it was.</summary>
    /// <exception cref="ShipkeeperException"><c>modules.engine</c>: it is not, after that time.</exception>
    public async Task RequireAsync()
    {
        _started.Clear();
        var begun = time.GetTimestamp();
        IReadOnlyList<string> missing;
        do
        {
            missing = await LookAsync();
            if (missing.Count == 0)
            {
                return;
            }

            // An engine that is away sends no events that could be awaited.
            await Task.Delay(Pause, time);
        }
        while (time.GetElapsedTime(begun) < limit);
        throw BuiltInErrors.Engine($"after {limit.TotalSeconds:0} s, not all of the {before.Count} containers are as they were before.", missing);
    }

    /// <returns>What is not as it was.</returns>
    private async Task<IReadOnlyList<string>> LookAsync()
    {
        try
        {
            await docker.PingAsync(CancellationToken.None);
            return [.. (await Task.WhenAll(before.Select(LookAsync))).OfType<string>()];
        }
        catch (ShipkeeperException failure)
        {
            return [failure.Message];
        }
    }

    /// <returns>Null for one that is as it was, and for one that somebody has removed since.</returns>
    private async Task<string?> LookAsync(AwaitedContainer container)
    {
        if (await FindAsync(container.Id) is not { } now)
        {
            return null;
        }

        if (now.State.Status is "exited" or "created" && !_started.ContainsKey(now.Id))
        {
            try
            {
                await docker.Containers.StartAsync(now.Id, CancellationToken.None);
            }
            catch (ShipkeeperException failure)
            {
                return $"{now.Name}: {failure.Message}";
            }

            _started[now.Id] = true;
            log($"{now.Name}: started, as it ran before");
        }

        return !now.State.Running || now.State.Restarting ? $"{now.Name} is {now.State.Status}"
            : container.IsHealthy && now.State.Health is not { Status: "healthy" } ? $"{now.Name} is {now.State.Health?.Status ?? "without health check"}"
            : null;
    }

    private async Task<ContainerDetails?> FindAsync(string id)
    {
        try
        {
            return await docker.Containers.InspectAsync(id, CancellationToken.None);
        }
        catch (ShipkeeperException gone) when (gone.Code == DockerErrors.NotFoundCode)
        {
            return null;
        }
    }
}
