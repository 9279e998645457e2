using System.Text;
using System.Text.Json;
using Shipkeeper.PlatformFile.Yaml;

namespace Shipkeeper.PlatformFile.Json;

/// <summary>Builds the tree of nodes, within limits: a small file cannot stand for a huge tree.</summary>
internal ref struct JsonNodeBuilder(ReadOnlySpan<byte> text, Problems problems)
{
    private const int MaximumDepth = 32;
    private const int MaximumNodes = 20_000;

    private readonly ReadOnlySpan<byte> _text = text;
    private Utf8JsonReader _reader = new(text, new JsonReaderOptions { MaxDepth = MaximumDepth });
    private int _nodes;
    private int _at;
    private int _line = 1;
    private int _column = 1;

    public Node Build()
    {
        _reader.Read();
        var root = Build("");

        // Behind the one value nothing may stand; the reader refuses it.
        _reader.Read();
        return root;
    }

    private Node Build(string path)
    {
        var place = PlaceOfToken(path);
        if (++_nodes > MaximumNodes)
        {
            throw new Unreadable(place, $"more than {MaximumNodes} values; a manifest has a few dozen");
        }

        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => new MapNode(BuildEntries(path), place.Line, place.Column),
            JsonTokenType.StartArray => new ListNode(BuildItems(path), place.Line, place.Column),
            JsonTokenType.String => new ScalarNode(TextOfToken(place), IsPlain: false, place.Line, place.Column),
            _ => new ScalarNode(Encoding.UTF8.GetString(_reader.ValueSpan), IsPlain: true, place.Line, place.Column),
        };
    }

    private List<Node> BuildItems(string path)
    {
        var items = new List<Node>();
        while (_reader.Read() && _reader.TokenType is not JsonTokenType.EndArray)
        {
            items.Add(Build($"{path}[{items.Count}]"));
        }

        return items;
    }

    private List<MapEntry> BuildEntries(string path)
    {
        var entries = new OrderedDictionary<string, MapEntry>();
        while (_reader.Read() && _reader.TokenType is not JsonTokenType.EndObject)
        {
            var place = PlaceOfToken(path);
            var key = new ScalarNode(TextOfToken(place), IsPlain: false, place.Line, place.Column);
            var keyPath = Paths.Child(path, key.Text);
            _reader.Read();
            if (!entries.TryAdd(key.Text, new(key, Build(keyPath))))
            {
                problems.Add(place with { Path = keyPath }, $"given twice, first on line {entries[key.Text].Key.Line}; keep one");
            }
        }

        return [.. entries.Values];
    }

    private readonly string TextOfToken(Place place)
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new Unreadable(place, "the text has half of a surrogate pair; write the character itself");
        }
    }

    /// <summary>Counts on from the token before: a file of one endless line costs no more than others.</summary>
    private Place PlaceOfToken(string path)
    {
        for (var start = (int)_reader.TokenStartIndex; _at < start; _at++)
        {
            if (_text[_at] == (byte)'\n')
            {
                (_line, _column) = (_line + 1, 1);
            }
            else if ((_text[_at] & 0b1100_0000) != 0b1000_0000)
            {
                _column++;
            }
        }

        return new(_line, _column, path);
    }
}
