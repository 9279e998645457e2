using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

internal static class LayersSection
{
    public const string Example =
        """
        layers:
          infrastructure: [postgres, garage] # default: what database and provision name
          application: [api, web]            # default: every other service, but not those labelled shipkeeper.role: operator | edge
        """;

    private static readonly Shape<IReadOnlyList<PlacedText>> Services =
        Collections.List("a list of service names", Scalars.Name(TextRules.ServiceName));

    private static readonly Key<IReadOnlyList<PlacedText>> Infrastructure = Key.Section(
        "infrastructure", Services, "Services that start first and are never upgraded by accident, such as a database; by default those that `database` and `provision` name, which belong to it anyway.");

    private static readonly Key<IReadOnlyList<PlacedText>?> Application = Key.Optional(
        "application",
        Services,
        "Services that start last; by default every other service, but not those labelled `shipkeeper.role: operator` or `edge`.");

    public static Shape<LayersDefinition> Shape { get; } = new ObjectShape<LayersDefinition>(
        "a map with infrastructure and application",
        "{infrastructure: [postgres]}",
        [Infrastructure, Application],
        fields => new(fields.Get(Infrastructure), fields.Get(Application)));
}
