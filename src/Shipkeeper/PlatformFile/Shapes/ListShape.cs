using System.Text.Json.Nodes;
using Shipkeeper.PlatformFile.Yaml;

namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>A list of equal things; where <paramref name="orSingle"/> holds, one of them may stand without the brackets.</summary>
internal sealed class ListShape<T>(string kind, Shape<T> item, int minimum, bool orSingle) : Shape<IReadOnlyList<T>>
{
    public override string Kind => kind;

    public override string Example => $"[{item.Example}]";

    public override JsonObject Schema()
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = item.Schema() };
        if (minimum > 0)
        {
            list["minItems"] = minimum;
        }

        return orSingle ? new() { ["anyOf"] = new JsonArray(item.Schema(), list) } : list;
    }

    public override IEnumerable<(string Path, Key Key)> Keys(string path) => item.Keys(path + "[]");

    public override IReadOnlyList<T> StandIn(Spot spot) => [];

    public override IReadOnlyList<T> Read(Spot spot)
    {
        if (orSingle && spot.Node is ScalarNode { IsNull: false })
        {
            return [item.Read(spot)];
        }

        if (spot.Node is not ListNode list || list.Items.Count < minimum)
        {
            spot.Report($"must be {kind} such as {Example}, {spot.Node.NotFound}");
            return [];
        }

        return [.. list.Items.Select((node, index) => item.Read(spot.Item(index, node)))];
    }
}
