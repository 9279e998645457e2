using System.Text;
using System.Text.Json;

namespace Shipkeeper.Engine.Planning;

/// <summary>
/// One spelling for one JSON value, after RFC 8785 (JCS): members sorted by UTF-16 code units, no white space, the fewest escapes.
/// Numbers keep the digits they were written with; plans hold whole numbers only, for which that is the same.
/// </summary>
public static class CanonicalJson
{
    /// <exception cref="InvalidOperationException">A text holds half a surrogate pair, which has no spelling in UTF-8.</exception>
    public static string Write(JsonElement element)
    {
        var text = new StringBuilder();
        Write(element, text);
        return text.ToString();
    }

    private static void Write(JsonElement element, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, text);
                break;
            case JsonValueKind.Array:
                WriteArray(element, text);
                break;
            case JsonValueKind.String:
                WriteString(element.GetString()!, text);
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }

    private static void WriteObject(JsonElement element, StringBuilder text)
    {
        var separator = '{';
        foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            text.Append(separator);
            WriteString(member.Name, text);
            text.Append(':');
            Write(member.Value, text);
            separator = ',';
        }

        text.Append(separator is '{' ? "{}" : "}");
    }

    private static void WriteArray(JsonElement element, StringBuilder text)
    {
        var separator = '[';
        foreach (var item in element.EnumerateArray())
        {
            text.Append(separator);
            Write(item, text);
            separator = ',';
        }

        text.Append(separator is '[' ? "[]" : "]");
    }

    /// <summary>The writer of the BCL escapes more than the RFC allows: emoji, private use, upper-case digits.</summary>
    private static void WriteString(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append($"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }
}
