using System.Collections.Concurrent;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.BuiltIn.DockerPackages;

/// <summary>The containers that ran at one moment, which have to run again after the engine was away.</summary>
internal sealed class ContainerGate
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly DockerEngine _docker;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<ContainerDetails> _before;

    private ContainerGate(DockerEngine docker, TimeProvider time, IReadOnlyList<ContainerDetails> before) => (_docker, _time, _before) = (docker, time, before);

    public int Count => _before.Count;

    /// <summary>Containers that the engine removes when they end, and such that have run to their end before they are asked for, are no part of it.</summary>
    /// <exception cref="ShipkeeperException"><c>docker.*</c>: the engine does not answer now.</exception>
    public static async Task<ContainerGate> ReadAsync(DockerEngine docker, TimeProvider time, CancellationToken ct)
    {
        var running = await docker.Containers.ListAsync([], all: false, ct);
        var details = await Task.WhenAll(running.Select(container => docker.Containers.InspectAsync(container.Id, ct)));
        return new(docker, time, [.. details.Where(container => container is { State.Running: true, AutoRemove: false })]);
    }

    /// <summary>Starts what the engine does not start by itself, and waits until all is as it was.</summary>
    /// <exception cref="ShipkeeperException"><c>modules.engine</c>: it is not, after that time.</exception>
    public async Task RequireAsync(TimeSpan limit, Action<string> log, CancellationToken ct)
    {
        var (begun, started) = (_time.GetTimestamp(), new ConcurrentDictionary<string, bool>());
        IReadOnlyList<string> missing;
        do
        {
            missing = await LookAsync(started, log, ct);
            if (missing.Count == 0)
            {
                return;
            }

            // An engine that is away sends no events that could be awaited.
            await Task.Delay(Pause, _time, ct);
        }
        while (_time.GetElapsedTime(begun) < limit);
        throw BuiltInErrors.Engine($"after {limit.TotalSeconds:0} s, not all of the {_before.Count} containers are as they were before.", missing);
    }

    /// <returns>What is not as it was.</returns>
    private async Task<IReadOnlyList<string>> LookAsync(ConcurrentDictionary<string, bool> started, Action<string> log, CancellationToken ct)
    {
        try
        {
            await _docker.PingAsync(ct);
            return [.. (await Task.WhenAll(_before.Select(container => LookAsync(container, started, log, ct)))).OfType<string>()];
        }
        catch (ShipkeeperException failure)
        {
            return [failure.Message];
        }
    }

    /// <param name="started">What we have started ourselves: once, and not again if it ends. One that needs another may fail until that is there.</param>
    /// <returns>Null for one that is as it was.</returns>
    private async Task<string?> LookAsync(ContainerDetails before, ConcurrentDictionary<string, bool> started, Action<string> log, CancellationToken ct)
    {
        var now = await _docker.Containers.InspectAsync(before.Id, ct);
        if (now.State.Status is "exited" or "created" && !started.ContainsKey(now.Id))
        {
            try
            {
                await _docker.Containers.StartAsync(now.Id, ct);
            }
            catch (ShipkeeperException failure)
            {
                return $"{now.Name}: {failure.Message}";
            }

            started[now.Id] = true;
            log($"{now.Name}: started, as it ran before");
        }

        return !now.State.Running || now.State.Restarting ? $"{now.Name} is {now.State.Status}"
            : before.State.Health is { Status: "healthy" } && now.State.Health is not { Status: "healthy" } ? $"{now.Name} is {now.State.Health?.Status ?? "without health check"}"
            : null;
    }
}
