using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Shipkeeper.Model;
using Shipkeeper.Tools;

namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>The single values that a platform file is made of.</summary>
internal static class Scalars
{
    public static Shape<bool> Toggle { get; } = Choice([("true", true), ("false", false)], "true or false", () => new() { ["type"] = "boolean" });

    public static Shape<SemverRange> Range { get; } = new ScalarShape<SemverRange>(
        "a version range",
        "\">=0.4.2 <0.6\"",
        SemverRange.Any,
        SemverRange.TryParse,
        () => TextSchema(pattern: null));

    public static Shape<string> Path(string example) => Text(TextRules.PathInside with { Example = example }).Select((path, _) => PlatformPaths.Normal(path));

    public static Shape<string> PathAnywhere { get; } = Text(TextRules.PathAnywhere).Select((path, _) => PlatformPaths.Normal(path));

    /// <summary>Text as it stands; numbers and words like <c>no</c> are text too.</summary>
    public static Shape<string> Text(TextRule rule) => new ScalarShape<string>(
        rule.Kind,
        rule.Example,
        "",
        (string text, [MaybeNullWhen(false)] out string value) => rule.Holds(value = text),
        () => TextSchema(rule.Pattern))
    {
        MayHoldSecret = rule.MayHoldSecret,
    };

    public static Shape<PlacedText> Name(TextRule rule) => Text(rule).Select((text, spot) => new PlacedText(text, spot.Place));

    public static Shape<int> Integer(int minimum, int maximum) => new ScalarShape<int>(
        $"a whole number from {minimum} to {maximum}",
        $"{minimum}",
        minimum,
        (text, out number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= minimum && number <= maximum,
        () => new() { ["type"] = "integer", ["minimum"] = minimum, ["maximum"] = maximum })
    {
        SaysItAll = true,
    };

    public static Shape<TimeSpan> Duration(TimeSpan minimum, TimeSpan maximum) => new ScalarShape<TimeSpan>(
        $"a duration from {Durations.Write(minimum)} to {Durations.Write(maximum)}",
        "30s",
        minimum,
        (text, out duration) => Durations.TryParse(text, out duration) && duration >= minimum && duration <= maximum,
        () => new() { ["type"] = "string", ["pattern"] = $"^(?:{Durations.Pattern})$" });

    public static Shape<T> Choice<T>(params (string Written, T Value)[] choices)
    {
        var names = string.Join(", ", choices.Select(choice => choice.Written));
        return Choice(choices, choices.Length == 1 ? names : $"one of {names}", () => new()
        {
            ["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice.Written)]),
        });
    }

    private static ScalarShape<T> Choice<T>((string Written, T Value)[] choices, string kind, Func<JsonObject> schema)
    {
        string[] names = [.. choices.Select(choice => choice.Written)];
        return new(kind, names[0], choices[0].Value, Parse, schema) { SaysItAll = true, Choices = names };

        bool Parse(string text, [MaybeNullWhen(false)] out T value)
        {
            var index = Array.IndexOf(names, text);
            value = index < 0 ? default : choices[index].Value;
            return index >= 0;
        }
    }

    /// <summary>Numbers and booleans may stand for text in YAML, so an editor must not mark them.</summary>
    private static JsonObject TextSchema(string? pattern) => pattern is null
        ? new() { ["type"] = new JsonArray("string", "number", "boolean") }
        : new() { ["type"] = new JsonArray("string", "number", "boolean"), ["pattern"] = $"^(?:{pattern})$" };
}
