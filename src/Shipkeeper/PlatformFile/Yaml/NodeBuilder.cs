using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Shipkeeper.PlatformFile.Yaml;

/// <summary>Builds the tree of nodes from parser events, within limits: a small file cannot stand for a huge tree.</summary>
internal sealed class NodeBuilder(IParser parser, Problems problems)
{
    private const int MaximumDepth = 32;
    private const int MaximumNodes = 20_000;

    private readonly Dictionary<AnchorName, (Node Node, int Nodes)> _anchors = [];
    private int _nodes;

    public Node Build() => Build("", depth: 0);

    private Node Build(string path, int depth)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Resolve(alias, path);
        }

        var before = _nodes;
        var start = parser.Consume<NodeEvent>();
        var place = PlaceOf(start, path);
        RefuseTag(start, place);
        Count(1, place);
        if (depth > MaximumDepth)
        {
            throw new Unreadable(place, $"nested deeper than {MaximumDepth} levels; no key of a platform file is");
        }

        Node node = start switch
        {
            Scalar scalar => new ScalarNode(scalar.Value, scalar.Style == ScalarStyle.Plain, place.Line, place.Column),
            SequenceStart => new ListNode(BuildItems(path, depth), place.Line, place.Column),
            _ => new MapNode(BuildEntries(path, depth), place.Line, place.Column),
        };
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor] = (node, _nodes - before);
        }

        return node;
    }

    private List<Node> BuildItems(string path, int depth)
    {
        var items = new List<Node>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Build($"{path}[{items.Count}]", depth + 1));
        }

        return items;
    }

    private List<MapEntry> BuildEntries(string path, int depth)
    {
        var entries = new Dictionary<string, MapEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var node = Build(path, depth + 1);
            if (node is not ScalarNode key)
            {
                throw new Unreadable(new(node.Line, node.Column, path), "a key must be a single word, not a list or a map");
            }

            var keyPath = Paths.Child(path, key.Text);
            var value = Build(keyPath, depth + 1);
            if (!entries.TryAdd(key.Text, new(key, value)))
            {
                problems.Add(new(key.Line, key.Column, keyPath), $"given twice, first on line {entries[key.Text].Key.Line}; keep one");
            }
        }

        return [.. entries.Values];
    }

    /// <summary>An alias counts as much as what it stands for, so that aliases of aliases run into the limit instead of the memory.</summary>
    private Node Resolve(AnchorAlias alias, string path)
    {
        var place = PlaceOf(alias, path);
        if (!_anchors.TryGetValue(alias.Value, out var anchor))
        {
            throw new Unreadable(place, $"the alias '*{ScalarNode.Quoted(alias.Value.Value)}' has no anchor before it");
        }

        Count(anchor.Nodes, place);
        return anchor.Node;
    }

    private void Count(int nodes, Place place)
    {
        _nodes += nodes;
        if (_nodes > MaximumNodes)
        {
            throw new Unreadable(place, $"more than {MaximumNodes} values, aliases counted as often as they are used; a platform file has a few hundred");
        }
    }

    private static void RefuseTag(NodeEvent start, Place place)
    {
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific)
        {
            throw new Unreadable(place, $"the tag '{ScalarNode.Quoted(start.Tag.Value)}' has no meaning here; remove it");
        }
    }

    private static Place PlaceOf(ParsingEvent start, string path) => new((int)start.Start.Line, (int)start.Start.Column, path);
}
