using System.Text.Json.Nodes;
using Shipkeeper.PlatformFile.Yaml;

namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>A short form and a long one: a map is read as the long form, everything else as the short one.</summary>
internal sealed class EitherShape<T>(Shape<T> shortForm, Shape<T> longForm) : Shape<T>
{
    public override string Kind => $"{shortForm.Kind}, or {longForm.Kind}";

    public override string Example => shortForm.Example;

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(shortForm.Schema(), longForm.Schema()) };

    public override IEnumerable<(string Path, Key Key)> Keys(string path) => longForm.Keys(path);

    public override T StandIn(Spot spot) => shortForm.StandIn(spot);

    public override T Read(Spot spot) => spot.Node is MapNode ? longForm.Read(spot) : shortForm.Read(spot);
}
