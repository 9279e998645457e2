using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shipkeeper.Modules;

/// <summary>Reads what old modules write loosely: under one of several names, in quotes or without.</summary>
internal static class JsonFields
{
    /// <returns>The first that is not empty, as text; null where there is none.</returns>
    public static string? Text(JsonObject of, params string[] names) =>
        names.Select(name => of[name]).OfType<JsonValue>().Select(value => value.ToString()).FirstOrDefault(text => text.Length > 0);

    /// <summary>Why a file cannot be read, in words for its author; those of the parser are for programmers.</summary>
    public static string FaultOf(Exception failure) =>
        failure is JsonException { LineNumber: { } line } ? $"from line {line + 1} on it is no JSON that can be read" : failure.Message.TrimEnd('.');
}
