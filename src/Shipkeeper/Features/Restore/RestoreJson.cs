using System.Text.Json.Serialization;

namespace Shipkeeper.Features.Restore;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RestoreBesideInput))]
[JsonSerializable(typeof(ExchangeDatabaseInput))]
[JsonSerializable(typeof(NameDatabaseInput))]
[JsonSerializable(typeof(ReplaceVolumeInput))]
[JsonSerializable(typeof(DropOldVolumesInput))]
internal sealed partial class RestoreJson : JsonSerializerContext;
