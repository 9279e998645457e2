using System.Text.RegularExpressions;

namespace Shipkeeper.Model;

/// <summary>Variables in a text as Compose writes them: <c>$NAME</c>, <c>${NAME}</c>, <c>${NAME:-default}</c>, <c>$$</c>.</summary>
internal static partial class Variables
{
    public static string Replace(string text, IReadOnlyDictionary<string, string> values) => Variable().Replace(text, match =>
    {
        if (match.Value == "$$")
        {
            return "$";
        }

        var value = values.GetValueOrDefault(match.Groups["name"].Value);
        var useDefault = match.Groups["operator"].Value == ":-" ? string.IsNullOrEmpty(value) : value is null;
        return useDefault ? match.Groups["default"].Value : value!;
    });

    [GeneratedRegex(@"\$\$|\$(?<name>[A-Za-z_][A-Za-z0-9_]*)|\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)((?<operator>:?-)(?<default>[^}]*))?\}")]
    private static partial Regex Variable();
}
