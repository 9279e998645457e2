using System.Text.Json.Nodes;
using Shipkeeper.PlatformFile.Yaml;
using Shipkeeper.Tools;

namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>A map with known keys. Each key is read exactly once, then <paramref name="build"/> makes the definition of them.</summary>
internal sealed class ObjectShape<T>(string kind, string example, IReadOnlyList<Key> keys, Func<Fields, T> build) : Shape<T>
{
    /// <summary>Keys of which exactly one must be given.</summary>
    public IReadOnlyList<Key> Alternatives { get; init; } = [];

    /// <summary>Around a key in what is to be added; JSON wants one.</summary>
    public string KeyQuote { get; init; } = "";

    public override string Kind => kind;

    public override string Example => example;

    public override IEnumerable<(string Path, Key Key)> Keys(string path) =>
        keys.SelectMany(key => key.Shape.Keys(Join(path, key.Name)).Prepend((Join(path, key.Name), key)));

    public override JsonObject Schema()
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            properties[key.Name] = KeySchema.Of(key);
        }

        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (keys.Any(key => key.IsRequired))
        {
            schema["required"] = new JsonArray([.. keys.Where(key => key.IsRequired).Select(key => (JsonNode)key.Name)]);
        }

        if (Alternatives.Count > 0)
        {
            schema["oneOf"] = new JsonArray([.. Alternatives.Select(key => new JsonObject { ["required"] = new JsonArray((JsonNode)key.Name) })]);
        }

        return schema;
    }

    public override T StandIn(Spot spot) => Build(spot, new Dictionary<string, MapEntry>());

    public override T Read(Spot spot)
    {
        if (spot.Node is not MapNode map)
        {
            spot.Report($"must be {kind} such as {example}, {NotFound(spot.Node)}");
            return StandIn(spot);
        }

        ReportUnknown(spot, map);
        var given = map.Entries.ToDictionary(entry => entry.Key.Text);
        ReportMissing(spot, given);
        return Build(spot, given);
    }

    private T Build(Spot spot, Dictionary<string, MapEntry> given)
    {
        var problemsBefore = spot.Problems.Count;
        var values = keys.ToDictionary(key => key, key => Value(key, spot, given));
        return build(new Fields(spot, values, given) { AreSound = spot.Problems.Count == problemsBefore });
    }

    private static object? Value(Key key, Spot spot, Dictionary<string, MapEntry> given) =>
        given.TryGetValue(key.Name, out var entry) ? key.Read(spot.Child(entry)) : key.Without(spot);

    private void ReportUnknown(Spot spot, MapNode map)
    {
        string[] known = [.. keys.Select(key => key.Name)];
        foreach (var entry in map.Entries.Where(entry => !known.Contains(entry.Key.Text)))
        {
            spot.Problems.Add(spot.Child(entry).Owner, $"unknown key; {Nearest.Hint(entry.Key.Text, known)}");
        }
    }

    private void ReportMissing(Spot spot, Dictionary<string, MapEntry> given)
    {
        foreach (var key in keys.Where(key => key.IsRequired && !given.ContainsKey(key.Name)))
        {
            spot.Problems.Add(spot.Absent(key.Name).Owner, $"is missing: {key.Shape.Kind}; add for example '{KeyQuote}{key.Name}{KeyQuote}: {key.Shape.Example}'");
        }

        var chosen = Alternatives.Count(key => given.ContainsKey(key.Name));
        if (Alternatives.Count > 0 && chosen != 1)
        {
            var names = string.Join(", ", Alternatives.Select(key => key.Name));
            spot.Problems.Add(spot.Owner, $"needs exactly one of {names}, and has {(chosen == 0 ? "none" : $"{chosen}")}");
        }
    }

    /// <summary>A text where a map belongs may be a secret in the wrong place: it is not repeated.</summary>
    private static string NotFound(Node node) => node is ScalarNode { IsNull: false } ? "not a text" : node.NotFound;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
