using System.Text.Json.Serialization;

namespace Shipkeeper.Snapshots;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SnapshotMarker))]
[JsonSerializable(typeof(DumpRecord))]
internal sealed partial class SnapshotsJson : JsonSerializerContext;
