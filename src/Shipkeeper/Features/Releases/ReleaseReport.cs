using System.Text.Json.Serialization;
using Shipkeeper.Model;

namespace Shipkeeper.Features.Releases;

/// <summary>One release as <c>releases --json</c> tells it. Names are kept; new ones may come.</summary>
/// <param name="Images">Service → reference.</param>
internal sealed record ReleaseReport(
    int Number,
    int? From,
    DateTimeOffset RecordedAt,
    string Actor,
    string Operation,
    ReleaseSource? Source,
    bool Current,
    bool Stable,
    IReadOnlyDictionary<string, string> Images)
{
    /// <summary>The newest first; one that never became current is left out.</summary>
    public static IReadOnlyList<ReleaseReport> OfAll(PlatformSession session)
    {
        var current = session.Releases.ReadCurrent()?.Number;
        var stable = session.Releases.ReadStable();
        return current is null ? [] : [.. session.Releases.ListNumbers().Reverse().Select(session.Releases.Read).Select(release => Of(release, current, stable))];
    }

    public IReadOnlyList<string> Row() =>
    [
        $"{Number}",
        $"{RecordedAt:yyyy-MM-dd HH:mm}",
        Actor,
        Source switch
        {
            { Kind: SourceKind.Files, Commit: { } commit, Dirty: var dirty } => $"files of {commit[..Math.Min(12, commit.Length)]}{(dirty ? ", edited" : "")}",
            { Name: { } name } source => $"{source.Kind.ToString().ToLowerInvariant()} {name}",
            { Kind: SourceKind.Adopted } => "adopted",
            _ => "files",
        },
        string.Join(", ", Images.Select(image => $"{image.Key} {image.Value[(image.Value.LastIndexOf('/') + 1)..]}")),
        string.Join(", ", new[] { Current ? "current" : "", Stable ? "stable" : "" }.Where(mark => mark.Length > 0)),
    ];

    private static ReleaseReport Of(Release release, int? current, int? stable) => new(
        release.Number,
        release.From,
        release.RecordedAt,
        release.Actor,
        release.Operation,
        release.Source,
        release.Number == current,
        release.Number == stable,
        release.Services.ToDictionary(service => service.Key, service => service.Value.Pin.Reference));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<ReleaseReport>))]
internal sealed partial class ReleasesJson : JsonSerializerContext;
