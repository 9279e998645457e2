using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Shipkeeper.Modules;

/// <summary>Reads what old modules write loosely: under one of several names, in quotes or without.</summary>
internal static partial class JsonFields
{
    /// <returns>The first that is not empty, as text; null where there is none.</returns>
    public static string? Text(JsonObject of, params string[] names) =>
        names.Select(name => of[name]).OfType<JsonValue>().Select(value => value.ToString()).FirstOrDefault(text => text.Length > 0);

    /// <summary>Why a file cannot be read, in words for its author; those of the parser are for programmers.</summary>
    public static string FaultOf(Exception failure) => failure switch
    {
        JsonException { LineNumber: { } line } when failure.Message.Contains("depth", StringComparison.Ordinal) => $"on line {line + 1} it is nested too deeply",
        JsonException { LineNumber: { } line } => $"from line {line + 1} on it is no JSON that can be read",
        JsonException when TwiceNamed().Match(failure.Message) is { Success: true } match => $"the name '{match.Groups["name"].Value}' stands twice in one object",
        InvalidOperationException when failure.Message.Contains("UTF-", StringComparison.Ordinal) => "a text in it is no valid Unicode",
        _ => failure.Message.TrimEnd('.'),
    };

    [GeneratedRegex("Duplicate property '(?<name>.*)'")]
    private static partial Regex TwiceNamed();
}
