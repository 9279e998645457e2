using System.Text.Json.Serialization;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Model;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Features.Releases;

/// <summary>One release as <c>releases --json</c> tells it. Names are kept; new ones may come.</summary>
/// <param name="Data">When the snapshot was taken with which its data can return; null where there is none.</param>
/// <param name="Unreachable">Why it cannot be returned to; null where nothing is known that speaks against it.</param>
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
    DateTimeOffset? Data,
    string? Unreachable,
    IReadOnlyDictionary<string, string> Images)
{
    /// <summary>The newest first; one that never became current is left out.</summary>
    /// <param name="snapshots">The newest first.</param>
    public static IReadOnlyList<ReleaseReport> OfAll(PlatformSession session, IReadOnlyList<SnapshotInfo> snapshots)
    {
        if (session.Releases.ReadCurrent() is not { } current)
        {
            return [];
        }

        var stable = session.Releases.ReadStable();
        var reached = session.Releases.ListNumbers().Reverse().Select(session.Releases.Read).Where(release => release.Number == current.Number || WasReached(session, release));
        return [.. reached.Select(release => Of(release, current, stable, snapshots))];
    }

    public IReadOnlyList<string> Row(DateTimeOffset now) =>
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
        Data is { } at ? $"of {Ages.Write(now - at)}" : "",
        string.Join(", ", Images.Select(image => $"{image.Key} {image.Value[(image.Value.LastIndexOf('/') + 1)..]}")),
        string.Join(", ", new[] { Current ? "current" : null, Stable ? "stable" : null, Unreachable is null ? null : $"out of reach: {Unreachable}" }.OfType<string>()),
    ];

    /// <summary>One whose operation is still at work, or was abandoned, has never been proven good.</summary>
    private static bool WasReached(PlatformSession session, Release release) => !session.OperationStore.ListIds().Contains(release.Operation)
        || session.OperationStore.Read(release.Operation).Progress.State is OperationState.Succeeded or OperationState.Interrupted;

    private static ReleaseReport Of(Release release, Release current, int? stable, IReadOnlyList<SnapshotInfo> snapshots) => new(
        release.Number,
        release.From,
        release.RecordedAt,
        release.Actor,
        release.Operation,
        release.Source,
        release.Number == current.Number,
        release.Number == stable,
        snapshots.FirstOrDefault(snapshot => snapshot.Release == release.Number)?.At,
        release.DatabaseMajor is { } major && current.DatabaseMajor is { } now && major != now ? $"its data are of PostgreSQL {major}" : null,
        release.Services.ToDictionary(service => service.Key, service => service.Value.Pin.Reference));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<ReleaseReport>))]
internal sealed partial class ReleasesJson : JsonSerializerContext;
