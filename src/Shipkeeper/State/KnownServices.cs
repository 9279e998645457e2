using Shipkeeper.Model;

namespace Shipkeeper.State;

/// <summary>The services of a platform as its release knows them, and without one as its containers tell.</summary>
/// <param name="Layers">Of every service; one that no file names any more counts as application, so that it stops first.</param>
/// <param name="DependsOn">Of every service.</param>
/// <param name="Running">Services with a container that is not stopped.</param>
internal sealed record KnownServices(
    IReadOnlyDictionary<string, Layer> Layers,
    IReadOnlyDictionary<string, IReadOnlyCollection<string>> DependsOn,
    IReadOnlyList<string> Running)
{
    /// <summary>As a release has them, without asking the engine.</summary>
    public static KnownServices Of(Release release, IReadOnlyList<string> running) => new(
        release.Services.ToDictionary(service => service.Key, service => service.Value.Layer),
        release.DependenciesOf(release.Services.Keys),
        running);

    public static async Task<KnownServices> FindAsync(PlatformSession session, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        var recorded = RecordedServices(session);
        var infrastructure = session.Platform.Definition.Infrastructure;
        var names = observed.Keys.Union(recorded.Keys).Where(name => name.Length > 0).Order(StringComparer.Ordinal).ToList();
        return new(
            names.ToDictionary(name => name, name => recorded.GetValueOrDefault(name)?.Layer ?? (infrastructure.Contains(name) ? Layer.Infrastructure : Layer.Application)),
            names.ToDictionary(name => name, IReadOnlyCollection<string> (name) => [.. recorded.GetValueOrDefault(name)?.DependsOn.Keys ?? []]),
            [.. names.Where(name => observed.TryGetValue(name, out var service) && service.NotStopped.Any())]);
    }

    /// <summary>A release that was recorded but never became current describes what a first start, cut short, has left.</summary>
    private static IReadOnlyDictionary<string, ReleasedService> RecordedServices(PlatformSession session)
    {
        if (session.Releases.ReadCurrent() is { } current)
        {
            return current.Services;
        }

        var next = session.Releases.NextNumber();
        return session.Releases.IsKept(next) ? session.Releases.Read(next).Services : new Dictionary<string, ReleasedService>();
    }
}
