using System.Text.Json.Serialization;

namespace Shipkeeper.Features.Start;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PullImagesInput))]
[JsonSerializable(typeof(BuildImagesInput))]
[JsonSerializable(typeof(PutFilesBackInput))]
internal sealed partial class StartJson : JsonSerializerContext;
