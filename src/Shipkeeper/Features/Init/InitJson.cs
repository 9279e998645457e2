using System.Text.Json.Serialization;

namespace Shipkeeper.Features.Init;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WriteSettingsInput))]
[JsonSerializable(typeof(WriteSecretsInput))]
[JsonSerializable(typeof(ExcludeFromGitInput))]
internal sealed partial class InitJson : JsonSerializerContext;
