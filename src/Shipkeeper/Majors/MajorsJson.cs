using System.Text.Json.Serialization;

namespace Shipkeeper.Majors;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DumpServerInput))]
[JsonSerializable(typeof(StopServerInput))]
[JsonSerializable(typeof(KeepVolumeInput))]
[JsonSerializable(typeof(FillServerInput))]
[JsonSerializable(typeof(DumpedDatabase))]
internal sealed partial class MajorsJson : JsonSerializerContext;
