using System.Text.Json.Serialization;
using Shipkeeper.Tools.Systemd;

namespace Shipkeeper.Modules.State;

/// <summary>What a backup holds. A file beside has the SHA-256 of it.</summary>
internal sealed record StateManifest(
    int Format,
    string Module,
    string? Description,
    DateTimeOffset At,
    IReadOnlyList<SavedPath> Files,
    IReadOnlyList<UnitState> Services,
    IReadOnlyList<SavedDatabase> Databases,
    IReadOnlyList<SavedPart> Parts)
{
    public const int CurrentFormat = 1;

    [JsonIgnore]
    public long Bytes => Parts.Sum(part => part.Bytes);
}

/// <param name="Part">Null where nothing had that name: then nothing has it after a restore.</param>
internal sealed record SavedPath(string Path, string? Part);

internal sealed record SavedDatabase(StateDatabase Database, string Part);

/// <summary>A file of the backup.</summary>
internal sealed record SavedPart(string Name, long Bytes, string Sha256);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StateManifest))]
[JsonSerializable(typeof(IReadOnlyList<StateManifest>))]
internal sealed partial class StateJson : JsonSerializerContext;
