using System.Text.Json.Serialization;
using Shipkeeper.Model;

namespace Shipkeeper.Features.Versions;

/// <summary>The answer of <c>versions --json</c>. Names are kept; new ones may come.</summary>
/// <param name="Manifest">The file; null where the platform has none.</param>
/// <param name="Release">The version of the current release, as its manifest says it; null where it does not.</param>
/// <param name="Stops">Releases that may not be skipped on the way to this one.</param>
/// <param name="Findings">What is outside of the manifest.</param>
/// <param name="Next">The move that the files on disk would be; null where their manifest is that of the current release.</param>
internal sealed record VersionsReport(
    string Platform,
    string? Manifest,
    string? Release,
    IReadOnlyList<VersionStatus> Services,
    IReadOnlyList<string> Stops,
    IReadOnlyList<GuideStatus> Guides,
    IReadOnlyList<Finding> Findings,
    NextStatus? Next)
{
    [JsonIgnore]
    public int Errors => Findings.Count(finding => finding.Severity is Severity.Error);
}

/// <param name="Running">Each version once; a service that is stopped has none.</param>
/// <param name="Images">As the compose files name them.</param>
/// <param name="Allowed">As the manifest writes it; null where it does not name the service.</param>
/// <param name="Outside">Whether something that it runs is not allowed.</param>
/// <param name="Available">Null where the registry was not asked.</param>
internal sealed record VersionStatus(
    string Service, IReadOnlyList<string> Running, IReadOnlyList<string> Images, IReadOnlyList<string>? Allowed, bool Outside, AvailableStatus? Available);

/// <summary>What a registry has under the reference of a service now.</summary>
/// <param name="State">same, another, unknown, or local for an image that was built here.</param>
/// <param name="Because">Why it is not known.</param>
internal sealed record AvailableStatus(Availability State, string? Digest = null, string? Because = null);

internal enum Availability
{
    [JsonStringEnumMemberName("same")]
    Same,

    [JsonStringEnumMemberName("another")]
    Another,

    [JsonStringEnumMemberName("unknown")]
    Unknown,

    [JsonStringEnumMemberName("local")]
    Local,
}

/// <param name="From">The releases for whose move it is meant.</param>
internal sealed record GuideStatus(string From, string Text);

/// <param name="Guides">Those for a move from the current release.</param>
internal sealed record NextStatus(string? Release, IReadOnlyList<Finding> Findings, IReadOnlyList<GuideStatus> Guides);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(VersionsReport))]
internal sealed partial class VersionsJson : JsonSerializerContext;
