using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Shipkeeper.PlatformFile.Yaml;
using Shipkeeper.Tools;

namespace Shipkeeper.PlatformFile.Shapes;

internal delegate bool ParseScalar<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>A single value. One message fits all: must be this, such as that, not what stands there.</summary>
internal sealed class ScalarShape<T>(string kind, string example, T standIn, ParseScalar<T> parse, Func<JsonObject> schema) : Shape<T>
{
    /// <summary>The kind needs no example.</summary>
    public bool SaysItAll { get; init; }

    /// <summary>A wrong value is not repeated.</summary>
    public bool MayHoldSecret { get; init; }

    /// <summary>The values there are, for a suggestion.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

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

        spot.Report($"must be {kind}{(SaysItAll ? "" : $" such as {example}")}, {Found(spot.Node)}{Suggestion(spot.Node)}");
        return standIn;
    }

    private string Found(Node node) =>
        node is ScalarNode { IsNull: false } && MayHoldSecret ? "not this text" : node.NotFound;

    private string Suggestion(Node node) =>
        node is ScalarNode scalar && Nearest.Find(scalar.Text, Choices) is { } near ? $"; did you mean '{near}'?" : "";
}
