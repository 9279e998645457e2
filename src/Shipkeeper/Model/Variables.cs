using System.Text.RegularExpressions;

namespace Shipkeeper.Model;

/// <summary>Variables in a text as Compose writes them: <c>$NAME</c>, <c>${NAME}</c>, <c>${NAME:-default}</c>, <c>${NAME:+instead}</c>, <c>$$</c>.</summary>
internal static partial class Variables
{
    public static string Replace(string text, IReadOnlyDictionary<string, string> values) => Variable().Replace(text, match =>
    {
        if (match.Value == "$$")
        {
            return "$";
        }

        var value = values.GetValueOrDefault(match.Groups["name"].Value);
        var word = match.Groups["word"].Value;
        var isSet = match.Groups["operator"].Value.StartsWith(':') ? !string.IsNullOrEmpty(value) : value is not null;
        return match.Groups["operator"].Value.TrimStart(':') switch
        {
            "+" => isSet ? word : "",
            "-" => isSet ? value! : word,
            _ => value ?? "",
        };
    });

    [GeneratedRegex(@"\$\$|\$(?<name>[A-Za-z_][A-Za-z0-9_]*)|\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)((?<operator>:?[-+?])(?<word>[^}]*))?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
