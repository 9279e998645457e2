using System.Text.Json.Serialization;
using Shipkeeper.Config;
using Shipkeeper.Steps;

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
    UnfinishedStatus? Unfinished)
{
    /// <summary>Null for a platform whose schema is nobody's concern, or the application's alone.</summary>
    public SchemaStatus? Schema { get; init; }

    /// <summary>The sections of application config.</summary>
    public IReadOnlyList<SectionState> Config { get; init; } = [];

    /// <summary>Null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BackupStatus? LastBackup { get; init; }
}

/// <summary>The newest backup.</summary>
internal sealed record BackupStatus(string Name, DateTimeOffset At, string Age);

/// <summary>The schema of the database against the migrations of the release.</summary>
/// <param name="Version">The highest number that is applied; null for none, and where it is not known.</param>
/// <param name="Unknown">Why the database could not be asked; null when it was.</param>
internal sealed record SchemaStatus(int? Version, int Applied, int Pending, int Disputed, string? Unknown);

internal sealed record ReleaseStatus(int Number, DateTimeOffset RecordedAt, string Actor);

internal sealed record LayerOneStatus(bool Complete, IReadOnlyList<string> Problems);

/// <param name="Running">Whether somebody is at work on it right now.</param>
internal sealed record UnfinishedStatus(string Operation, string Verb, string State, bool Running, string? Holder);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StatusReport))]
internal sealed partial class StatusJson : JsonSerializerContext;
