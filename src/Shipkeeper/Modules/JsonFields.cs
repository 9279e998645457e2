using System.Text.Json.Nodes;

namespace Shipkeeper.Modules;

/// <summary>Reads what old modules write loosely: under one of several names, in quotes or without.</summary>
internal static class JsonFields
{
    /// <returns>The first that is not empty, as text; null where there is none.</returns>
    public static string? Text(JsonObject of, params string[] names) =>
        names.Select(name => of[name]).OfType<JsonValue>().Select(value => value.ToString()).FirstOrDefault(text => text.Length > 0);
}
