using System.Text.Json.Serialization;

namespace Shipkeeper.Features.Teardown;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RemoveFromEngineInput))]
[JsonSerializable(typeof(RemoveSecretsInput))]
[JsonSerializable(typeof(ForgetReleasesInput))]
internal sealed partial class TeardownJson : JsonSerializerContext;
