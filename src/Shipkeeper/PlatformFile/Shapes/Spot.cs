using Shipkeeper.PlatformFile.Yaml;

namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>One value of the file while it is read: what stands there, where, and whom to tell what is wrong with it.</summary>
/// <param name="Name">The key that holds it.</param>
/// <param name="Owner">Where that key stands; what is missing is reported there.</param>
internal sealed record Spot(Node Node, string Name, Place Owner, Problems Problems)
{
    public Place Place => Owner with { Line = Node.Line, Column = Node.Column };

    public static Spot Root(Node root, Problems problems) => new(root, "", new(1, 1, ""), problems);

    public Spot Child(MapEntry entry) =>
        new(entry.Value, entry.Key.Text, new(entry.Key.Line, entry.Key.Column, Paths.Child(Owner.Path, entry.Key.Text)), Problems);

    public Spot Item(int index, Node item) => new(item, Name, new(item.Line, item.Column, $"{Owner.Path}[{index}]"), Problems);

    /// <summary>The spot of a key that is not there: it stands where its owner stands.</summary>
    public Spot Absent(string key, string text = "") =>
        new(new ScalarNode(text, IsPlain: true, Owner.Line, Owner.Column), key, Owner with { Path = Paths.Child(Owner.Path, key) }, Problems);

    public void Report(string text) => Problems.Add(Place, text);
}
