using System.Text.Json.Nodes;

namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>
/// What a value of the platform file looks like. One description serves reading, the JSON Schema and the reference page,
/// so that the three cannot differ.
/// </summary>
internal abstract class Shape
{
    /// <summary>With its article: "a duration", "one of auto, clone".</summary>
    public abstract string Kind { get; }

    /// <summary>A value as one line of YAML.</summary>
    public abstract string Example { get; }

    public abstract JsonObject Schema();

    /// <summary>The keys inside, each with its path below <paramref name="path"/>.</summary>
    public virtual IEnumerable<(string Path, Key Key)> Keys(string path) => [];
}

/// <summary>A shape that is read as <typeparamref name="T"/>.</summary>
internal abstract class Shape<T> : Shape
{
    /// <summary>Reports what is wrong and returns a stand-in then: a definition with problems is never handed out, but the reading goes on.</summary>
    public abstract T Read(Spot spot);

    public abstract T StandIn(Spot spot);

    public Shape<TResult> Select<TResult>(Func<T, Spot, TResult> convert) => new ConvertedShape<T, TResult>(this, convert);
}

internal sealed class ConvertedShape<T, TResult>(Shape<T> shape, Func<T, Spot, TResult> convert) : Shape<TResult>
{
    public override string Kind => shape.Kind;

    public override string Example => shape.Example;

    public override JsonObject Schema() => shape.Schema();

    public override IEnumerable<(string Path, Key Key)> Keys(string path) => shape.Keys(path);

    public override TResult Read(Spot spot) => convert(shape.Read(spot), spot);

    public override TResult StandIn(Spot spot) => convert(shape.StandIn(spot), spot);
}
