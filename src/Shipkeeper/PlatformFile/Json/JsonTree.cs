using System.Text;
using System.Text.Json;
using Shipkeeper.PlatformFile.Yaml;

namespace Shipkeeper.PlatformFile.Json;

/// <summary>
/// Reads a text as exactly one JSON document, with the place of every value, into the same nodes as YAML, so that the same shapes read
/// both. What is wrong with it becomes a problem, never an exception.
/// </summary>
internal static class JsonTree
{
    private const string Kind = "manifest";

    /// <summary>Null when nothing can be read; the reason is among the problems then.</summary>
    public static Node? Read(ReadOnlySpan<byte> bytes, Problems problems)
    {
        try
        {
            var text = SourceText.Decode(bytes, Kind);
            return text.AsSpan().Trim().IsEmpty
                ? throw new Unreadable(new(1, 1, ""), "the file is empty; the smallest manifest is '{\"operator\": \"0.5.0\", \"compatible\": {}}'")
                : new JsonNodeBuilder(Encoding.UTF8.GetBytes(text), problems).Build();
        }
        catch (Unreadable unreadable)
        {
            problems.Add(unreadable.Place, unreadable.Message);
        }
        catch (JsonException invalid)
        {
            problems.Add(
                new((int)(invalid.LineNumber ?? 0) + 1, (int)(invalid.BytePositionInLine ?? 0) + 1, ""),
                $"not valid JSON: {Said(invalid)}");
        }

        return null;
    }

    /// <summary>Without what the parser says of itself: its own place, and how a program would configure it.</summary>
    private static string Said(JsonException invalid) =>
        invalid.Message.Split(" LineNumber:")[0].Split(" which is not supported in this mode")[0].TrimEnd('.', ' ').ReplaceLineEndings(" ");
}
