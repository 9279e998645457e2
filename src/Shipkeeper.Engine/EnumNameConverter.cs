using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shipkeeper.Engine;

/// <summary>
/// Reads and writes an enum by its names alone: a number would also pass for values that do not exist. The converter that comes with JSON does the same, and
/// has some fourteen methods for each enum that are compiled anew whenever the program starts (docs/adr/0009-status-waits-for-native-compilation.md).
/// </summary>
public sealed class EnumNameConverter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly FieldInfo[] Members = typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static);
    private static readonly Dictionary<string, object> Values = Members.ToDictionary(WrittenAs, member => member.GetValue(null)!);
    private static readonly Dictionary<string, string> Names = Members.ToDictionary(member => member.Name, WrittenAs);

    /// <inheritdoc />
    /// <exception cref="JsonException">It is no name of the enum.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value) ? (T)value : throw new JsonException($"It is no name of {typeof(T).Name}.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Names[value.ToString()]);

    private static string WrittenAs(FieldInfo member) => member.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? member.Name;
}
