using System.Text;
using System.Text.RegularExpressions;

namespace Shipkeeper.Model;

/// <summary>
/// A file of <c>KEY=value</c> lines as Compose reads it (docs.docker.com, "env file syntax"): quotes, comments and <c>export</c> are understood;
/// a quoted value ends on its own line. Every byte that is not asked to change is kept.
/// </summary>
internal sealed partial class EnvFile
{
    private readonly List<string> _lines;
    private readonly Dictionary<string, int> _places;

    private EnvFile(IEnumerable<string> lines)
    {
        _lines = [.. lines];
        _places = [];
        for (var index = 0; index < _lines.Count; index++)
        {
            if (Assignment().Match(_lines[index]) is { Success: true } match)
            {
                _places[match.Groups["key"].Value] = index;
            }
        }
    }

    public IEnumerable<string> Keys => _places.Keys;

    public static EnvFile Empty => new([]);

    /// <exception cref="DecoderFallbackException">The bytes are not UTF-8.</exception>
    public static EnvFile Parse(ReadOnlySpan<byte> content)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
        return new(text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n'));
    }

    /// <summary>The value without quotes; null when the key is not there.</summary>
    public string? this[string key] =>
        _places.TryGetValue(key, out var index) ? Unquote(Assignment().Match(_lines[index]).Groups["value"].Value) : null;

    /// <summary>Counted from one; null when the key is not there.</summary>
    public int? LineOf(string key) => _places.TryGetValue(key, out var index) ? index + 1 : null;

    /// <summary>Sets the value where the key stands, else at the end.</summary>
    public EnvFile With(string key, string value)
    {
        var line = $"{key}={Quote(value)}";
        return _places.TryGetValue(key, out var index)
            ? new(_lines.Select((old, place) => place == index ? line : old))
            : new([.. _lines, line]);
    }

    public string ToText() => string.Concat(_lines.Select(line => line + "\n"));

    private static string Quote(string value)
    {
        if (Plain().IsMatch(value))
        {
            return value;
        }

        return value.AsSpan().ContainsAny('\'', '\n', '\r')
            ? $"\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("$", "\\$").Replace("\n", "\\n").Replace("\r", "\\r")}\""
            : $"'{value}'";
    }

    private static string Unquote(string raw)
    {
        var value = raw.Trim();
        return value switch
        {
            ['\'', ..] when value.IndexOf('\'', 1) is > 0 and var end => value[1..end],
            ['"', ..] when ClosingQuote(value) is > 0 and var end => Escape().Replace(value[1..end], Unescape),
            _ => Comment().Replace(value, "").TrimEnd(),
        };
    }

    private static int ClosingQuote(string value)
    {
        for (var index = 1; index < value.Length; index++)
        {
            if (value[index] == '"')
            {
                return index;
            }

            index += value[index] == '\\' ? 1 : 0;
        }

        return -1;
    }

    private static string Unescape(Match escape) => escape.Value[1] switch { 'n' => "\n", 'r' => "\r", 't' => "\t", var other => other.ToString() };

    [GeneratedRegex(@"^\s*(export\s+)?(?<key>[A-Za-z_][A-Za-z0-9_.-]*)\s*[=:](?<value>.*)$")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\A[A-Za-z0-9_@%+,./:=-]*\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\\.")]
    private static partial Regex Escape();

    [GeneratedRegex(@"(^|\s)#.*$")]
    private static partial Regex Comment();
}
