using NuGet.Versioning;
using Shipkeeper.Model;
using Shipkeeper.Tools;

namespace Shipkeeper.Versions;

/// <summary>A move to the release of a manifest.</summary>
/// <param name="Services">What each service of the candidate would run.</param>
/// <param name="Operator">The version of this Shipkeeper.</param>
/// <param name="From">The version of the current release, from its own manifest; null where that does not say.</param>
internal sealed record Move(IReadOnlyCollection<ServiceImage> Services, SemanticVersion Operator, SemanticVersion? From);

/// <summary>What a manifest says of what runs or would run, and of moves to its release. Pure: findings, all of them together.</summary>
internal static class ManifestRules
{
    public static IReadOnlyList<Finding> Check(Manifest manifest, Move move) =>
        [.. CheckOperator(manifest, move.Operator), .. CheckWay(manifest, move.From), .. CheckServices(manifest, move.Services)];

    /// <summary>Whether this Shipkeeper may manage the release.</summary>
    public static IEnumerable<Finding> CheckOperator(Manifest manifest, SemanticVersion running) =>
        manifest.Operator.Contains(running) ? [] : [ManifestErrors.Operator(manifest.Operator, running)];

    /// <summary>Whether one may move here directly.</summary>
    /// <param name="current">Null where nobody knows it.</param>
    public static IEnumerable<Finding> CheckWay(Manifest manifest, SemanticVersion? current)
    {
        if (current is null)
        {
            return manifest.From is null && manifest.Stops.Count == 0 ? [] : [ManifestErrors.ReleaseUnknown(manifest)];
        }

        // Whoever goes by the stop first is judged again from there.
        return FindStop(manifest, current) is { } stop ? [ManifestErrors.StopSkipped(manifest, current, stop)]
            : manifest.From?.Contains(current) is false && current != manifest.Release ? [ManifestErrors.NotFromHere(manifest, current)]
            : [];
    }

    /// <summary>Whether what each service runs belongs to the others, and each name in the manifest to a service.</summary>
    public static IEnumerable<Finding> CheckServices(Manifest manifest, IReadOnlyCollection<ServiceImage> services) =>
        CheckRunning(manifest, services, [.. services.Select(image => image.Service)]);

    /// <param name="known">Every service there is; one that is stopped runs nothing.</param>
    /// <inheritdoc cref="CheckServices"/>
    public static IEnumerable<Finding> CheckRunning(Manifest manifest, IReadOnlyCollection<ServiceImage> running, IReadOnlyCollection<string> known) =>
    [
        .. running.Where(image => !manifest.Allows(image)).Select(image => ManifestErrors.NotCompatible(image, manifest.Compatible[image.Service])),
        .. running.Where(image => !ManifestPins.Agrees(manifest, image)).Select(image => ManifestErrors.NotPinned(image, manifest.Pins[image.Service])),
        .. FindMistyped(manifest, known),
    ];

    public static bool IsInside(Manifest manifest, ServiceImage image) => manifest.Allows(image) && ManifestPins.Agrees(manifest, image);

    /// <summary>A service that is not there may belong to other settings; one whose name is nearly that of another is a mistake.</summary>
    private static IEnumerable<Finding> FindMistyped(Manifest manifest, IReadOnlyCollection<string> known)
    {
        var named = manifest.Compatible.Keys.Union(manifest.Pins.Keys).ToList();
        return from service in named.Except(known)
               let meant = Nearest.Find(service, known.Except(named))
               where meant is not null
               select ManifestErrors.UnknownService(service, meant);
    }

    /// <summary>The release to move to first; null where none would be skipped.</summary>
    public static SemanticVersion? FindStop(Manifest manifest, SemanticVersion current) =>
        manifest.Stops.Where(stop => stop > current && (manifest.Release is null || stop < manifest.Release)).Min();

    /// <summary>What a person should read before moving here; all of it where nobody knows from where.</summary>
    public static IReadOnlyList<Guide> FindGuides(Manifest manifest, SemanticVersion? current) =>
        [.. manifest.Guides.Where(guide => current is null || (current != manifest.Release && guide.From.Contains(current)))];

    /// <summary>Whether both say that they run on the same last schema, so that the move does not change it.</summary>
    public static bool KeepsSchema(Manifest? current, Manifest? candidate) =>
        candidate?.Schema?.Maximum is { } last && current?.Schema?.Maximum == last;
}
