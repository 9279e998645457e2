using System.Runtime.CompilerServices;
using Shipkeeper.Engine.Gates;

namespace Shipkeeper.Health;

/// <summary>What another probe reads, and whether the containers are still the ones of the very first reading, started once.</summary>
internal sealed class RestartProbe(IProbe probe, PlatformSession session, string service) : IProbe
{
    public const string Fact = "restarted";

    private IReadOnlySet<string>? _before;

    public async IAsyncEnumerable<Reading> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var reading in probe.ReadAsync(ct))
        {
            var now = await FindStartsAsync(ct);
            _before ??= now;
            yield return now is null || _before is null || _before.SetEquals(now) ? reading : reading with { Facts = [.. reading.Facts, new(Fact, "yes")] };
        }
    }

    /// <summary>Null when the engine does not answer: that says nothing about the service.</summary>
    private async Task<IReadOnlySet<string>?> FindStartsAsync(CancellationToken ct)
    {
        try
        {
            var observed = await session.ObserveAsync(ct);
            var containers = observed.TryGetValue(service, out var found) ? found.Containers : [];
            var details = await Task.WhenAll(containers.Select(container => session.Docker.Containers.InspectAsync(container.Id, ct)));
            return details.Select(container => $"{container.Id} {container.State.StartedAt:O}").ToHashSet();
        }
        catch (ShipkeeperException)
        {
            return null;
        }
    }
}

/// <summary>What another policy says, and that nothing was restarted. An engine that does not answer says nothing about the service.</summary>
internal sealed class SteadyPolicy(IGatePolicy policy) : IGatePolicy
{
    public Verdict Judge(Reading reading) =>
        reading[RestartProbe.Fact] is not null ? Verdict.Closed("it was restarted")
        : reading["state"] == "unknown" ? Verdict.Open("the engine does not answer")
        : policy.Judge(reading);
}
