using System.Collections.Concurrent;
using Shipkeeper.Engine.Gates;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Health;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Steps;

/// <summary>
/// Starts containers that Compose has made, each as soon as what it depends on is as its condition says. Conditions are awaited on the
/// engine's events; one that cannot come true any more stops everything that waits.
/// </summary>
internal sealed class DependencyStart(PlatformSession session, Release release, StepScope scope)
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> _starts = new();
    private readonly ConcurrentDictionary<string, Lazy<Task>> _goods = new();

    public async Task RunAsync(IReadOnlyCollection<string> services, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var observed = await session.ObserveAsync(ct);
        await using var watch = await ServiceWatch.OpenAsync(session.Docker, session.Platform.Name, session.Time, ct);
        foreach (var service in services)
        {
            _starts[service] = new(() => StartAsync(service, observed, watch, stop.Token));
        }

        await FirstFailure.WhenAllAsync(services.Select(service => _starts[service].Value), stop);
    }

    private async Task StartAsync(string service, IReadOnlyDictionary<string, ObservedService> observed, ServiceWatch watch, CancellationToken ct)
    {
        await Task.WhenAll(release.Services[service].DependsOn.Where(dependency => _starts.ContainsKey(dependency.Key)).Select(async dependency =>
        {
            await _starts[dependency.Key].Value;
            if (dependency.Value != "service_started")
            {
                await _goods.GetOrAdd(dependency.Key, name => new(() => AwaitGoodAsync(name, watch, ct))).Value;
            }
        }));

        var containers = observed.GetValueOrDefault(service)?.Containers ?? [];
        var waiting = containers.Where(container => container.State != "running" && !(release.Services[service].Completes && container.HasCompleted())).ToList();
        if (waiting.Count > 0)
        {
            await StartAsync(service, waiting, ct);
        }
    }

    private async Task StartAsync(string service, IReadOnlyList<ContainerSummary> containers, CancellationToken ct)
    {
        scope.Report($"{string.Join(", ", containers.Select(container => container.Name))}: starting");
        await new RestartPolicies(session, release).RestoreAsync(service, containers.Select(container => container.Id), ct);
        try
        {
            if (release.Services[service].HasCopiedContent)
            {
                await session.Compose.StartAsync(session.ComposeProject(release.Number), [service], scope.Report, ct);
            }
            else
            {
                await Task.WhenAll(containers.Select(container => session.Docker.Containers.StartAsync(container.Id, ct)));
            }
        }
        catch (ShipkeeperException failure) when (ConvergenceErrors.FindTakenPort(failure) is { } words)
        {
            throw ConvergenceErrors.PortTaken(service, words, failure);
        }
    }

    /// <summary>A one-off that has done its work is not run again.</summary>
    private async Task AwaitGoodAsync(string service, ServiceWatch watch, CancellationToken ct)
    {
        var guard = await new Guards(session, watch).OfContainersAsync(release, service, ct);
        var results = await new Gate(session.Time).WaitAsync([guard], (_, reading) => scope.Report($"{service}: {reading}"), ct);
        if (results[0].Verdict.Kind is VerdictKind.Closed)
        {
            throw await new GateFailure(session).OfAsync(results, scope.OperationId, ct);
        }
    }
}
