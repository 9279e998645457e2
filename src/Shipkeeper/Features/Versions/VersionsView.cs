using NuGet.Versioning;
using Shipkeeper.Versions;

namespace Shipkeeper.Features.Versions;

/// <summary>Everything that the report is made of.</summary>
/// <param name="File">The manifest, as the platform names it.</param>
/// <param name="Services">Every one that is known.</param>
/// <param name="Manifest">Of the current release, or on disk before the first; null where there is none.</param>
/// <param name="Next">The manifest on disk, where it is another.</param>
/// <param name="Available">By service, of those whose registry was asked.</param>
internal sealed record VersionsView(
    string Platform,
    string File,
    IReadOnlyList<string> Services,
    IReadOnlyList<ServiceImage> Running,
    Manifest? Manifest,
    Manifest? Next,
    SemanticVersion Operator,
    IReadOnlyDictionary<string, AvailableStatus> Available)
{
    /// <summary>Pure.</summary>
    public VersionsReport Judge() => new(
        Platform,
        Manifest is null ? null : File,
        Manifest?.Release?.ToNormalizedString(),
        [.. Services.Select(StatusOf)],
        [.. (Manifest?.Stops ?? []).Select(stop => stop.ToNormalizedString())],
        [.. (Manifest?.Guides ?? []).Select(Describe)],
        Manifest is null ? [] : [.. ManifestRules.CheckOperator(Manifest, Operator), .. ManifestRules.CheckRunning(Manifest, Running, Services)],
        Next is null ? null : new(
            Next.Release?.ToNormalizedString(),
            [.. ManifestRules.CheckOperator(Next, Operator), .. ManifestRules.CheckWay(Next, Manifest?.Release)],
            [.. ManifestRules.FindGuides(Next, Manifest?.Release).Select(Describe)]));

    private VersionStatus StatusOf(string service)
    {
        var running = Running.Where(image => image.Service == service).ToList();
        return new(
            service,
            [.. running.Select(image => image.Version ?? "unknown").Distinct()],
            [.. running.Select(image => image.Reference).Distinct()],
            Manifest is null ? null : AllowedBy(Manifest, service),
            Manifest is not null && running.Any(image => !ManifestRules.IsInside(Manifest, image)),
            Available.GetValueOrDefault(service));
    }

    private static IReadOnlyList<string>? AllowedBy(Manifest manifest, string service) =>
        manifest.Pins.TryGetValue(service, out var pin) ? [pin]
        : manifest.Compatible.TryGetValue(service, out var entries) ? [.. entries.Select(entry => entry.Text)]
        : null;

    private static GuideStatus Describe(Guide guide) => new(guide.From.Text, guide.Text);
}
