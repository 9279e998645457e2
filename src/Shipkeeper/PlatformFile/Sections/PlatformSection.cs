using Shipkeeper.Model;
using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

/// <summary>The whole file: the root of the tree of keys.</summary>
internal static class PlatformSection
{
    private static readonly Key<string> Platform = Key.Required(
        "platform",
        Scalars.Text(TextRules.ProjectName),
        "The name of the platform, which is also its Compose project name.",
        "platform: knowledge-graph");

    private static readonly Key<SemverRange> Requires = Key.Defaulting(
        "requires",
        Scalars.Range,
        "*", "The versions of Shipkeeper that may manage this platform.",
        "requires: \">=0.1\"");

    private static readonly Key<ComposeDefinition> Compose = Key.Section(
        "compose",
        ComposeSection.Shape,
        "The Compose files; without it the one that Compose itself would take.",
        ComposeSection.Example);

    private static readonly Key<IReadOnlyDictionary<string, SettingDefinition>> Settings = Key.Section(
        "settings",
        SettingsSection.Shape,
        "Install-time choices of a host, kept in `settings.env`, read by Compose under their upper-case names: a list of values, the first of which is the default, or a map for free text.",
        SettingsSection.Example);

    private static readonly Key<LayersDefinition> Layers = Key.Section(
        "layers",
        LayersSection.Shape,
        "Which services are infrastructure and which are the application.",
        LayersSection.Example);

    private static readonly Key<IReadOnlyDictionary<string, SecretDefinition>> Secrets = Key.Section(
        "secrets",
        SecretsSection.Shape,
        "Infrastructure secrets, written to `.env` once and never again.",
        SecretsSection.Example);

    private static readonly Key<DatabaseDefinition?> Database = Key.Optional(
        "database",
        DatabaseSection.Shape,
        "The PostgreSQL database of the platform; without it there are no migrations, snapshots and config sections.",
        DatabaseSection.Example);

    private static readonly Key<IReadOnlyDictionary<string, ConfigSectionDefinition>> Config = Key.Section(
        "config",
        ConfigSection.Shape,
        "Application config, kept in the database; each section is a command, `shipkeeper config <section>`.",
        ConfigSection.Example);

    private static readonly Key<IReadOnlyDictionary<string, HealthDefinition>> Health = Key.Section(
        "health",
        HealthSection.Shape,
        "How the gate of a service judges it; without an entry by its Compose healthcheck, else by its running.",
        HealthSection.Example);

    private static readonly Key<UpgradeDefinition> Upgrade =
        Key.Section("upgrade", UpgradeSection.Shape, "How the platform moves to another release.", UpgradeSection.Example);

    private static readonly Key<BackupDefinition> Backup = Key.Section(
        "backup",
        BackupSection.Shape,
        "Where backups go, how many stay, and what they hold besides the database.",
        BackupSection.Example);

    private static readonly Key<string> Versions = Key.Defaulting(
        "versions",
        Scalars.Path("versions.json"),
        "versions.json",
        "The manifest: which versions belong together.",
        "versions: versions.json");

    private static readonly Key<SourceDefinition?> Source = Key.Optional(
        "source",
        SourceSection.Shape,
        "The git repository that these files come from; without it `upgrade` takes the files on disk.",
        SourceSection.Example);

    private static readonly Key<string> Hooks = Key.Defaulting(
        "hooks",
        Scalars.Path("hooks"),
        "hooks",
        "The folder of programs that run at named moments, such as `before-upgrade`.",
        "hooks: hooks");

    /// <summary>In the order of the reference page.</summary>
    public static IReadOnlyList<Key> Keys { get; } =
        [Platform, Requires, Compose, Settings, Layers, Secrets, Database, Config, Health, Upgrade, Backup, Versions, Hooks, Source];

    public static Shape<PlatformDefinition> Shape { get; } = new ObjectShape<PlatformDefinition>(
        "a map of sections",
        "'platform: blog'",
        Keys,
        fields => new(
            fields.Get(Platform),
            fields.Get(Requires),
            fields.Get(Compose),
            fields.Get(Settings),
            fields.Get(Layers),
            fields.Get(Secrets),
            fields.Get(Database),
            fields.Get(Config),
            fields.Get(Health),
            fields.Get(Upgrade),
            fields.Get(Backup),
            fields.Get(Versions),
            fields.Get(Hooks),
            fields.Get(Source)));
}
