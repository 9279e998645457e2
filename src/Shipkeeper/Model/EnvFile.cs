using System.Text;
using System.Text.RegularExpressions;

namespace Shipkeeper.Model;

/// <summary>
/// A file of <c>KEY=value</c> lines as Compose reads it (docs.docker.com, "env file syntax"): quotes, comments, <c>export</c>, and variables
/// that stand above. Every byte that is not asked to change is kept.
/// </summary>
internal sealed partial class EnvFile
{
    private readonly IReadOnlyList<string> _parts;
    private readonly Dictionary<string, int> _places = [];
    private readonly Dictionary<string, string> _values = [];

    /// <param name="parts">Each an assignment or another line, with its line end; a quoted value may take several lines.</param>
    private EnvFile(IReadOnlyList<string> parts)
    {
        _parts = parts;
        for (var index = 0; index < parts.Count; index++)
        {
            if (Assignment().Match(parts[index]) is { Success: true } match)
            {
                _places[match.Groups["key"].Value] = index;
                _values[match.Groups["key"].Value] = Read(match, _values);
            }
        }
    }

    public IEnumerable<string> Keys => _values.Keys;

    public static EnvFile Empty => new([]);

    /// <exception cref="DecoderFallbackException">The bytes are not UTF-8.</exception>
    public static EnvFile Parse(ReadOnlySpan<byte> content)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
        var parts = new List<string>();
        for (var start = 0; start < text.Length; start += parts[^1].Length)
        {
            var assignment = Assignment().Match(text, start);
            parts.Add(assignment.Success ? assignment.Value : Line().Match(text, start).Value);
        }

        return new(parts);
    }

    /// <summary>The value without quotes; null when the key is not there.</summary>
    public string? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>Counted from one; null when the key is not there.</summary>
    public int? LineOf(string key) =>
        _places.TryGetValue(key, out var index) ? _parts.Take(index).Sum(part => part.Count(character => character == '\n')) + 1 : null;

    /// <summary>Sets the value where the key stands, else at the end.</summary>
    public EnvFile With(string key, string value)
    {
        var line = $"{key}={Quote(value)}\n";
        if (_places.TryGetValue(key, out var index))
        {
            return new([.. _parts.Take(index), line, .. _parts.Skip(index + 1)]);
        }

        return _parts is [.., var last] && !last.EndsWith('\n') ? new([.. _parts.SkipLast(1), last + "\n", line]) : new([.. _parts, line]);
    }

    /// <summary>Without any line that sets this variable.</summary>
    public EnvFile Without(string key) => new([.. _parts.Where(part => Assignment().Match(part) is not { Success: true } match || match.Groups["key"].Value != key)]);

    public string ToText() => string.Concat(_parts);

    /// <summary>Single quotes keep everything but themselves and the backslash, which Compose may take for an escape.</summary>
    private static string Quote(string value)
    {
        if (Plain().IsMatch(value))
        {
            return value;
        }

        return value.AsSpan().ContainsAny("'\\\n\r")
            ? $"\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("$", "\\$").Replace("\n", "\\n").Replace("\r", "\\r")}\""
            : $"'{value}'";
    }

    private static string Read(Match assignment, Dictionary<string, string> above) => assignment.Groups["value"].Value switch
    {
        ['\'', .. var quoted, '\''] => quoted.Replace("\\'", "'"),
        ['"', .. var quoted, '"'] => Variables.Replace(Escape().Replace(quoted, Unescape), above),
        var plain => Variables.Replace(plain.Split(" #")[0].Trim(), above),
    };

    /// <summary>What is no escape sequence keeps its backslash.</summary>
    private static string Unescape(Match escape) => escape.Value[1] switch
    {
        'a' => "\a",
        'b' => "\b",
        'f' => "\f",
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'v' => "\v",
        '"' => "\"",
        '\\' => "\\",
        '$' => "$$",
        _ => escape.Value,
    };

    /// <summary>A quote that never ends is part of a plain value here; Compose refuses the file.</summary>
    [GeneratedRegex("""
        \G\ufeff?[^\S\n]*(export[^\S\n]+)?(?<key>[A-Za-z0-9_.\[\]-]+)[^\S\n]*[=:][^\S\n]*
        (?<value>'([^'\\]|\\.)*'|"([^"\\]|\\.)*"|[^\n]*)[^\n]*\n?
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\G[^\n]*\n?")]
    private static partial Regex Line();

    [GeneratedRegex(@"\A[A-Za-z0-9_@%+,./:=-]*\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\\.")]
    private static partial Regex Escape();
}
