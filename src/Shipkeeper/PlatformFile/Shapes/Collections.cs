namespace Shipkeeper.PlatformFile.Shapes;

/// <summary>Lists and maps.</summary>
internal static class Collections
{
    public static Shape<IReadOnlyList<T>> List<T>(string kind, Shape<T> item, int minimum = 0) => new ListShape<T>(kind, item, minimum, orSingle: false);

    public static Shape<IReadOnlyList<T>> OneOrMore<T>(string kind, Shape<T> item) => new ListShape<T>(kind, item, minimum: 1, orSingle: true);

    public static Shape<IReadOnlyDictionary<string, T>> Map<T>(string kind, TextRule names, string placeholder, Shape<T> element) =>
        new MapShape<T>(kind, names, placeholder, element);
}
