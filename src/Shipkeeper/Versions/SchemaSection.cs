using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.Versions;

internal static class SchemaSection
{
    private const int Highest = 999_999_999;

    private static readonly Key<int?> Minimum = Key.OptionalValue(
        "minimum", Scalars.Integer(0, Highest), "The lowest number of a last migration that the release runs on.");

    private static readonly Key<int?> Maximum = Key.OptionalValue(
        "maximum", Scalars.Integer(0, Highest), "The highest number of a last migration that the release runs on.");

    private static readonly Key<bool> Compatible = Key.Defaulting(
        "compatible", Scalars.Toggle, "false", "Whether the release before it runs on this schema too.");

    public static Shape<SchemaBounds> Shape { get; } = new ObjectShape<SchemaBounds>(
        "a map with minimum, maximum and compatible", "{\"minimum\": 10, \"maximum\": 12}", [Minimum, Maximum, Compatible], Build);

    private static SchemaBounds Build(Fields fields)
    {
        var bounds = new SchemaBounds(fields.Get(Minimum), fields.Get(Maximum), fields.Get(Compatible));
        if (fields.AreSound && bounds.Minimum > bounds.Maximum)
        {
            fields.Report(Maximum, $"is below the minimum, {bounds.Minimum}");
        }

        return bounds;
    }
}
