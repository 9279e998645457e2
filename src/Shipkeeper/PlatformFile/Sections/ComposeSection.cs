using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

internal static class ComposeSection
{
    public const string Example =
        """
        compose:                             # default: compose.yaml | docker-compose.yml, and its override
          files:                             # THE order, for every command
            - compose.yaml
            - {file: compose.registry.yaml, when: {images: registry}}
            - {file: compose.tls.yaml,      when: {tls: [selfsigned, manual, acme]}}
            - {file: compose.dev.yaml,      when: {mode: dev}}
            - {file: compose.nvidia.yaml,   when: {gpu: nvidia}}
        """;

    private static readonly Shape<string> Path = Scalars.Path("compose.yaml");

    private static readonly Key<string> File =
        Key.Required("file", Path, "A Compose file.");

    private static readonly Key<IReadOnlyList<SettingCondition>> When = Key.Section(
        "when",
        Collections.Map(
                "a map of settings to their values",
                TextRules.SettingName,
                "setting",
                Collections.OneOrMore("a value or a list of values", Scalars.Name(TextRules.SettingValue)).Select((values, spot) =>
                    new SettingCondition(new(spot.Name, spot.Owner), values)))
            .Select<IReadOnlyList<SettingCondition>>((conditions, _) => [.. conditions.Values]),
        "Settings and the values with which the file applies; all must hold. Without it the file always applies.");

    private static readonly Shape<ComposeFile> ConditionalFile = new ObjectShape<ComposeFile>(
        "a map with file and when",
        "{file: compose.dev.yaml, when: {mode: dev}}",
        [File, When],
        fields => new(fields.Get(File), fields.Get(When), fields.Place));

    private static readonly Shape<ComposeFile> PlainFile = Path.Select((file, spot) => new ComposeFile(file, [], spot.Owner));

    private static readonly Key<IReadOnlyList<ComposeFile>> Files = Key.Section(
        "files",
        Collections.List("a list of Compose files", new EitherShape<ComposeFile>(PlainFile, ConditionalFile), minimum: 1),
        "The Compose files in the one order that every command uses, each a path or a map; without it `compose.yaml` or `docker-compose.yml`, and `compose.override.yaml` beside it, as Compose itself takes them.");

    public static Shape<ComposeDefinition> Shape { get; } = new ObjectShape<ComposeDefinition>(
        "a map with files",
        "{files: [compose.yaml]}",
        [Files],
        fields => new(fields.Get(Files)));
}
