using System.Text.Json.Serialization;

namespace Shipkeeper.Features.Status;

/// <summary>The answer of <c>status --json</c>. Names are kept; new ones may come.</summary>
/// <param name="Release">Null before the platform was up as a whole for the first time.</param>
/// <param name="Drift">What is not as the release says, besides what its services say of themselves.</param>
/// <param name="Unfinished">An operation that has not ended; the next command that changes something ends it first.</param>
internal sealed record StatusReport(
    string Platform,
    string Directory,
    ReleaseStatus? Release,
    LayerOneStatus Secrets,
    IReadOnlyList<LayerStatus> Layers,
    IReadOnlyList<string> Drift,
    UnfinishedStatus? Unfinished);

internal sealed record ReleaseStatus(int Number, DateTimeOffset RecordedAt, string Actor);

internal sealed record LayerOneStatus(bool Complete, IReadOnlyList<string> Problems);

internal sealed record LayerStatus(string Layer, IReadOnlyList<ServiceStatus> Services);

/// <param name="State">running, restarting, exited, …, or absent.</param>
/// <param name="Health">healthy, unhealthy, starting; null without a health check.</param>
/// <param name="Good">Running, and healthy where there is a health check; or completed, where that is what the service is for.</param>
/// <param name="Version">The image's own label, else its tag.</param>
/// <param name="Since">In the engine's words: <c>Up 3 minutes</c>, <c>Exited (1) 2 hours ago</c>.</param>
/// <param name="Drift">What is not as the release says.</param>
internal sealed record ServiceStatus(
    string Service,
    string State,
    string? Health,
    bool Good,
    string? Version,
    string? Image,
    string? Digest,
    string? Since,
    IReadOnlyList<string> Containers,
    IReadOnlyList<string> Drift);

/// <param name="Running">Whether somebody is at work on it right now.</param>
internal sealed record UnfinishedStatus(string Operation, string Verb, string State, bool Running, string? Holder);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(StatusReport))]
internal sealed partial class StatusJson : JsonSerializerContext;
