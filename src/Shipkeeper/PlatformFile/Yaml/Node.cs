namespace Shipkeeper.PlatformFile.Yaml;

/// <summary>One node of a YAML document. Line and column count from 1.</summary>
internal abstract record Node(int Line, int Column)
{
    /// <summary>What stands there instead of what should, as a message ends.</summary>
    public abstract string NotFound { get; }
}

internal sealed record ScalarNode(string Text, bool IsPlain, int Line, int Column) : Node(Line, Column)
{
    private const int LongestQuote = 40;

    /// <summary>A key without a value, or YAML's ways to write one.</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string NotFound => IsNull ? "but is empty" : $"not '{Quoted(Text)}'";

    /// <summary>Text of the file made fit for one line of a message.</summary>
    public static string Quoted(string text)
    {
        var cut = text.Length > LongestQuote ? text[..LongestQuote] + "…" : text;
        return string.Concat(cut.Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '?' : character));
    }
}

internal sealed record ListNode(IReadOnlyList<Node> Items, int Line, int Column) : Node(Line, Column)
{
    public override string NotFound => Items.Count == 0 ? "but is empty" : "not a list";
}

internal sealed record MapNode(IReadOnlyList<MapEntry> Entries, int Line, int Column) : Node(Line, Column)
{
    public override string NotFound => "not a map";
}

/// <summary>The keys of one map differ; a repeated one was reported when the map was read.</summary>
internal sealed record MapEntry(ScalarNode Key, Node Value);
