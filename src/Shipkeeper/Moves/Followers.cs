using Shipkeeper.Model;

namespace Shipkeeper.Moves;

/// <summary>Services that stay what they are, and cannot be left alone: what they share, or wait for, is made or started anew. Pure.</summary>
internal static class Followers
{
    /// <param name="changes">Of every service of the release.</param>
    public static IEnumerable<ServiceChange> DrawIn(IReadOnlyList<ServiceChange> changes, Release to)
    {
        var known = changes.ToDictionary(change => change.Service);
        foreach (var name in ServiceOrder.Sort(to.DependenciesOf(to.Services.Keys)))
        {
            var leaders = to.Services[name].DependsOn.Keys.Select(known.GetValueOrDefault).OfType<ServiceChange>().Where(leader => leader.IsReplaced);
            if (known[name].Fate is ServiceFate.Kept && leaders.Select(leader => Follow(known[name], to.Services[name], leader)).OfType<ServiceChange>().ToList() is { Count: > 0 } follows)
            {
                known[name] = follows.Find(change => !change.OnlyRestarts) ?? follows[0];
            }
        }

        return changes.Select(change => known[change.Service]);
    }

    private static ServiceChange? Follow(ServiceChange kept, ReleasedService service, ServiceChange leader) =>
        !leader.OnlyRestarts && service.Shares.TryGetValue(leader.Service, out var parts)
            ? kept with { Fate = ServiceFate.Changed, Changes = [new(leader.Class, $"made anew with '{leader.Service}', whose {string.Join(" and ", parts)} it shares")] }
        : service.Follows(leader.Service)
            ? kept with { Fate = ServiceFate.Changed, Changes = [new(leader.Class, $"started again with '{leader.Service}'")], OnlyRestarts = true }
        : null;
}
