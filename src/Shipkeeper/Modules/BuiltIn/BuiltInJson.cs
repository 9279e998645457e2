using System.Text.Json;
using System.Text.Json.Serialization;
using Shipkeeper.Modules.BuiltIn.Disk;
using Shipkeeper.Modules.BuiltIn.DockerPackages;
using Shipkeeper.Modules.BuiltIn.Packages;

namespace Shipkeeper.Modules.BuiltIn;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(OsPackagesConfig))]
[JsonSerializable(typeof(DockerEngineConfig))]
[JsonSerializable(typeof(DiskSpaceConfig))]
internal sealed partial class BuiltInJson : JsonSerializerContext;
