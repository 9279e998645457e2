using System.Text.Json;
using System.Text.Json.Serialization;
using Shipkeeper.BuiltIn.Disk;
using Shipkeeper.BuiltIn.DockerPackages;
using Shipkeeper.BuiltIn.Packages;

namespace Shipkeeper.BuiltIn;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(OsPackagesConfig))]
[JsonSerializable(typeof(DockerEngineConfig))]
[JsonSerializable(typeof(EngineUpgrade))]
[JsonSerializable(typeof(DiskSpaceConfig))]
internal sealed partial class BuiltInJson : JsonSerializerContext;
