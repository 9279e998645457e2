using System.Text.Json.Serialization;

namespace Shipkeeper.Modules.Permissions;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<PermissionResult>))]
internal sealed partial class PermissionsJson : JsonSerializerContext;
