using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Moves;

/// <summary>What makes one release another than the one before. Pure.</summary>
internal static class ReleaseComparison
{
    private const string Environment = "environment.";

    /// <returns>Every service of either, in the order of the later one; those that are gone come last.</returns>
    public static IReadOnlyList<ServiceChange> Of(Release from, Release to) =>
    [
        .. Followers.DrawIn([.. to.Services.Select(service => OfService(service.Key, from, to))], to),
        .. from.Services.Where(service => !to.Services.ContainsKey(service.Key)).Select(service => Removed(service.Key, from, to)),
    ];

    /// <returns>Definition files that are not the same in both, with what became of each.</returns>
    public static IReadOnlyList<string> OfFiles(Release from, Release to) =>
        [.. from.Files.Keys.Union(to.Files.Keys).Order(StringComparer.Ordinal).Select(path => DescribeFile(path, from.Files, to.Files)).OfType<string>()];

    /// <returns>Settings, and variables beside them, that have another value, with both.</returns>
    public static IReadOnlyList<string> OfSettings(Release from, Release to) =>
        [.. OfValues(from.Settings, to.Settings), .. from.Variables is { } before && to.Variables is { } after ? OfValues(before, after) : []];

    private static IEnumerable<string> OfValues(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        before.Keys.Union(after.Keys)
            .Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name))
            .Select(name => $"{name}: {before.GetValueOrDefault(name, "-")} → {after.GetValueOrDefault(name, "-")}");

    /// <returns>Volumes of the engine that no service of the later release uses any more: their data is left behind.</returns>
    public static IReadOnlyList<string> OfLostVolumes(Release from, Release to) => [.. from.Volumes.Values.Except(to.Volumes.Values)];

    private static ServiceChange OfService(string name, Release from, Release to)
    {
        var after = to.Services[name];
        if (!from.Services.TryGetValue(name, out var before))
        {
            return new(name, after.Layer, ServiceFate.Added, [new(ChangeClass.Structural, FindRenamed(name, to, from) is { } old ? $"renamed from '{old}'" : "new service")]);
        }

        IReadOnlyList<Change> own =
        [
            .. Images(before, after), .. Aspects(before.Aspects, after.Aspects),
            .. before.Replicas == after.Replicas ? Array.Empty<Change>() : [new(ChangeClass.Structural, $"scale {before.Replicas} → {after.Replicas}")],
            .. before.Layer == after.Layer ? Array.Empty<Change>() : [new(ChangeClass.Structural, $"moved to the {after.Layer.Name()} layer")],
        ];
        IReadOnlyList<Change> seen = [.. MountedFiles(before, after, from, to)];
        return new(name, after.Layer, own.Count + seen.Count > 0 ? ServiceFate.Changed : ServiceFate.Kept, [.. own, .. seen])
        {
            OnlyRestarts = own.Count == 0 && seen.Count > 0,
        };
    }

    private static ServiceChange Removed(string name, Release from, Release to) => new(
        name, from.Services[name].Layer, ServiceFate.Removed,
        [new(ChangeClass.Structural, FindRenamed(name, from, to) is { } renamed ? $"renamed to '{renamed}'" : "no longer a service")]);

    /// <returns>The service of the other release that has this one's image and everything else, under a name that this release does not know.</returns>
    private static string? FindRenamed(string name, Release release, Release other)
    {
        var service = release.Services[name];
        return other.Services.Where(candidate => !release.Services.ContainsKey(candidate.Key) && !other.Services.ContainsKey(name)
                && candidate.Value.Pin.Reference == service.Pin.Reference && AspectsEqual(candidate.Value.Aspects, service.Aspects))
            .Select(candidate => candidate.Key).FirstOrDefault();
    }

    private static bool AspectsEqual(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        before.Count > 0 && before.Count == after.Count && !Aspects(before, after).Any();

    private static IEnumerable<Change> Images(ReleasedService before, ReleasedService after)
    {
        if (before.Pin.IsSameImage(after.Pin))
        {
            yield break;
        }

        yield return new(ChangeClass.ImageOnly, before.Pin.Reference != after.Pin.Reference
            ? $"image {before.Pin.Reference} → {after.Pin.Reference}"
            : $"image {after.Pin.Reference} is another one now ({before.Pin.Short} → {after.Pin.Short})");
    }

    private static IEnumerable<Change> Aspects(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var changed = before.Keys.Union(after.Keys).Where(aspect => before.GetValueOrDefault(aspect) != after.GetValueOrDefault(aspect)).Order(StringComparer.Ordinal).ToList();
        var variables = changed.Where(aspect => aspect.StartsWith(Environment, StringComparison.Ordinal)).Select(aspect => Describe(aspect, before, after)![Environment.Length..]).ToList();
        if (variables.Count > 0)
        {
            yield return new(ChangeClass.Structural, $"environment: {string.Join(", ", variables)}");
        }

        foreach (var aspect in changed.Where(aspect => !aspect.StartsWith(Environment, StringComparison.Ordinal)))
        {
            yield return new(ChangeClass.Structural, Describe(aspect, before, after)!);
        }
    }

    private static IEnumerable<Change> MountedFiles(ReleasedService before, ReleasedService after, Release from, Release to)
    {
        return Files(from.Files, to.Files).Concat(Files(from.SecretFiles, to.SecretFiles)).Select(cause => new Change(ChangeClass.Structural, cause));

        IEnumerable<string> Files(IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> now) =>
            old.Keys.Union(now.Keys).Where(path => before.Mounts(path) || after.Mounts(path))
                .Order(StringComparer.Ordinal).Select(path => DescribeFile(path, old, now)).OfType<string>();
    }

    private static string? DescribeFile(string path, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        Describe(path, before, after) is not { } change ? null
        : before.TryGetValue(path, out var old) && after.TryGetValue(path, out var now) && DefinitionFile.HaveSameContent(old, now) ? $"{change}: whether it may be run"
        : change;

    private static string? Describe(string name, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        (before.GetValueOrDefault(name), after.GetValueOrDefault(name)) switch
        {
            (null, _) => $"{name} added",
            (_, null) => $"{name} removed",
            var (old, now) => old == now ? null : $"{name} changed",
        };
}
