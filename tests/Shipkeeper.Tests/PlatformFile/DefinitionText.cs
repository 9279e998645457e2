using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Tests.PlatformFile;

/// <summary>A definition as JSON for golden files: names without their places, alternatives with their type.</summary>
internal static class DefinitionText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter(),
            new Written<PlacedText>(name => name.Text),
            new Written<SemverRange>(range => range.Text),
            new Written<TimeSpan>(duration => duration.ToString()),
            new Alternative<SecretOrigin>(),
            new Alternative<MigrationsDefinition>(),
            new Alternative<FieldInput>(),
            new Alternative<HealthProbe>(),
        },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeavePlacesOut } },
    };

    public static string Of(PlatformDefinition platform) => JsonSerializer.Serialize(platform, Options);

    private static void LeavePlacesOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.PropertyType == typeof(Place)))
        {
            property.ShouldSerialize = (_, _) => false;
        }
    }

    private sealed class Written<T>(Func<T, string> write) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
    }

    private sealed class Alternative<T> : JsonConverter<T>
        where T : class
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(T);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(value.GetType().Name);
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
            writer.WriteEndObject();
        }
    }
}
