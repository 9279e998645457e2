using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shipkeeper.Modules;

/// <summary>Reads a module's index. Old modules are loose with types: a number or a yes in quotes is one.</summary>
internal static class ModuleIndexReader
{
    public const int MaximumBytes = 1 << 20;

    private const int UsualPriority = 100;
    private const int UsualGroupOrder = 99;
    private static readonly JsonDocumentOptions NoNameTwice = new() { AllowDuplicateProperties = false };

    /// <param name="place">Where it was read, for the error.</param>
    /// <exception cref="ShipkeeperException"><c>modules.bad-index</c></exception>
    public static ModuleIndex Read(string name, ReadOnlyMemory<byte> content, string place)
    {
        try
        {
            return Read(name, ReadObject(content));
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException)
        {
            throw ModuleErrors.BadIndex(place, failure);
        }
    }

    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static JsonObject ReadObject(ReadOnlyMemory<byte> content)
    {
        var text = content.Span.StartsWith("\uFEFF"u8) ? content.Span[3..] : content.Span;
        return JsonNode.Parse(text, documentOptions: NoNameTwice) as JsonObject ?? throw new JsonException("it is no JSON object");
    }

    private static ModuleIndex Read(string name, JsonObject index)
    {
        var metadata = index["metadata"] as JsonObject ?? throw new FormatException(index["metadata"] is null ? "'metadata' is missing" : "'metadata' is no object");
        return new(
            name,
            Text(metadata, "schema_version") ?? throw new FormatException("'metadata.schema_version' is missing"),
            Text(metadata, "description") ?? "",
            Truth(metadata, "enabled") ?? true,
            Number(metadata, "priority") ?? UsualPriority,
            Text(metadata, "group"),
            Number(metadata, "group_order") ?? UsualGroupOrder,
            Text(metadata, "service_name"),
            Text(metadata, "branch"),
            Text(metadata, "entry"),
            Text(metadata, "builtin"),
            Texts(metadata, "arguments"));
    }

    /// <exception cref="FormatException">It is neither a text nor a number.</exception>
    public static string? Text(JsonObject of, string name) => of[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number => value.ToString() is { Length: > 0 } text ? text : null,
        _ => throw new FormatException($"'metadata.{name}' is no text"),
    };

    private static IReadOnlyList<string>? Texts(JsonObject of, string name) => of[name] switch
    {
        null => null,
        JsonArray list when list.All(item => item is JsonValue value && value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number) => [.. list.Select(item => item!.ToString())],
        _ => throw new FormatException($"'metadata.{name}' is no list of texts"),
    };

    private static int? Number(JsonObject of, string name) =>
        Text(of, name) is not { } text ? null
        : int.TryParse(text, out var number) ? number
        : throw new FormatException($"'metadata.{name}' is '{text}', and no whole number below {int.MaxValue}");

    private static bool? Truth(JsonObject of, string name) => of[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        JsonValue value when value.ToString().ToLowerInvariant() is "true" or "false" or "1" or "0" => value.ToString().ToLowerInvariant() is "true" or "1",
        _ => throw new FormatException($"'metadata.{name}' is neither true nor false"),
    };
}
