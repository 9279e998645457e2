using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Shipkeeper.PlatformFile.Yaml;

namespace Shipkeeper.PlatformFile.Shapes;

internal delegate bool ParseScalar<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>A single value. One message fits all: must be this, such as that, not what stands there.</summary>
internal sealed class ScalarShape<T>(string kind, string example, T standIn, ParseScalar<T> parse, Func<JsonObject> schema, IReadOnlyList<string>? choices = null)
    : Shape<T>
{
    public override string Kind => kind;

    public override string Example => example;

    public override JsonObject Schema() => schema();

    public override T StandIn(Spot spot) => standIn;

    public override T Read(Spot spot)
    {
        if (spot.Node is ScalarNode { IsNull: false } scalar && parse(scalar.Text, out var value))
        {
            return value;
        }

        spot.Report($"must be {Expected}, {(spot.Node is ScalarNode { IsNull: true } ? "but is empty" : $"not {spot.Node.Found}")}{Suggestion(spot.Node)}");
        return standIn;
    }

    private string Expected => choices is null ? $"{kind} such as {example}" : kind;

    private string Suggestion(Node node) =>
        choices is not null && node is ScalarNode scalar && Nearest.Find(scalar.Text, choices) is { } near ? $"; did you mean '{near}'?" : "";
}
