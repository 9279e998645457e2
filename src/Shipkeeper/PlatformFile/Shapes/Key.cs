namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>One key of a map: its name, what its value looks like, and what it is for.</summary>
internal abstract class Key(string name, Shape shape, string summary)
{
    public string Name => name;

    public Shape Shape => shape;

    /// <summary>One sentence.</summary>
    public string Summary => summary;

    public bool IsRequired { get; init; }

    /// <summary>What applies when the key is left out, as it would be written; null when it has no such value.</summary>
    public string? Default { get; init; }

    /// <summary>Lines of YAML that show it in use, for the keys of the first level.</summary>
    public string? Example { get; init; }

    /// <summary>The value of a key that is there; shape and result match, because <see cref="Key{T}"/> made both.</summary>
    public abstract object? Read(Spot spot);

    /// <summary>The value of a key that is not there.</summary>
    public abstract object? Without(Spot owner);

    public static Key<T> Required<T>(string name, Shape<T> shape, string summary, string? example = null) =>
        new(name, shape, summary, shape.Read, owner => shape.StandIn(owner.Absent(name))) { IsRequired = true, Example = example };

    public static Key<T?> Optional<T>(string name, Shape<T> shape, string summary, string? example = null)
        where T : class =>
        new(name, shape, summary, shape.Read, _ => null) { Example = example };

    public static Key<T?> OptionalValue<T>(string name, Shape<T> shape, string summary, string? example = null)
        where T : struct =>
        new(name, shape, summary, spot => shape.Read(spot), _ => null) { Example = example };

    /// <summary>A key with a default, which is written as in the file and read like it.</summary>
    public static Key<T> Defaulting<T>(string name, Shape<T> shape, string written, string summary, string? example = null) =>
        new(name, shape, summary, shape.Read, owner => shape.Read(owner.Absent(name, written))) { Default = written, Example = example };

    /// <summary>A key whose keys all have defaults, or a list or map that is empty by default.</summary>
    public static Key<T> Section<T>(string name, Shape<T> shape, string summary, string? example = null) =>
        new(name, shape, summary, shape.Read, owner => shape.StandIn(owner.Absent(name))) { Example = example };
}

internal sealed class Key<T>(string name, Shape shape, string summary, Func<Spot, T> read, Func<Spot, T> without) : Key(name, shape, summary)
{
    public override object? Read(Spot spot) => read(spot);

    public override object? Without(Spot owner) => without(owner);
}
