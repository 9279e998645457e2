using System.Text.Json.Serialization;

namespace Shipkeeper.Tools.Compose.Wire;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ModelAnswer))]
internal sealed partial class ComposeJson : JsonSerializerContext;
