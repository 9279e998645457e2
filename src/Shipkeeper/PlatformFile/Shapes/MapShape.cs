using System.Text.Json.Nodes;
using Shipkeeper.PlatformFile.Yaml;

namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>Things by a name that the author chooses; their order is kept.</summary>
internal sealed class MapShape<T>(string kind, TextRule names, string placeholder, Shape<T> element) : Shape<IReadOnlyDictionary<string, T>>
{
    public override string Kind => kind;

    public override string Example => $"{{{names.Example}: {element.Example}}}";

    public override JsonObject Schema()
    {
        var map = new JsonObject { ["type"] = "object" };
        if (names.Pattern is not null)
        {
            map["propertyNames"] = new JsonObject { ["pattern"] = $"^(?:{names.Pattern})$" };
        }

        map["additionalProperties"] = element.Schema();
        return map;
    }

    public override IEnumerable<(string Path, Key Key)> Keys(string path) => element.Keys($"{path}.<{placeholder}>");

    public override IReadOnlyDictionary<string, T> StandIn(Spot spot) => new OrderedDictionary<string, T>();

    public override IReadOnlyDictionary<string, T> Read(Spot spot)
    {
        var elements = new OrderedDictionary<string, T>();
        if (spot.Node is not MapNode map)
        {
            spot.Report($"must be {kind} such as {Example}, {spot.Node.NotFound}");
            return elements;
        }

        foreach (var entry in map.Entries)
        {
            var child = spot.Child(entry);
            if (!names.Holds(entry.Key.Text))
            {
                spot.Problems.Add(child.Owner, $"the key must be {names.Kind} such as {names.Example}");
            }

            elements[entry.Key.Text] = element.Read(child);
        }

        return elements;
    }
}
