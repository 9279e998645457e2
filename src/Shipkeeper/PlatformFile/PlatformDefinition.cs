using Shipkeeper.Model;

namespace Shipkeeper.PlatformFile;

/// <summary>A platform file that is valid in itself. Whether its services exist, <see cref="ServiceRules"/> says.</summary>
/// <param name="Platform">The Compose project name.</param>
/// <param name="Requires">The versions of Shipkeeper that may manage this platform.</param>
/// <param name="Secrets">By variable name, in the order of the file; so are all maps here.</param>
/// <param name="Database">Null for a platform without one.</param>
/// <param name="Versions">The manifest, inside the platform directory; it need not exist.</param>
/// <param name="Hooks">The folder of hooks, inside the platform directory; it need not exist.</param>
/// <param name="Source">Null: the files are what is on disk.</param>
internal sealed record PlatformDefinition(
    string Platform,
    SemverRange Requires,
    ComposeDefinition Compose,
    IReadOnlyDictionary<string, SettingDefinition> Settings,
    LayersDefinition Layers,
    IReadOnlyDictionary<string, SecretDefinition> Secrets,
    DatabaseDefinition? Database,
    IReadOnlyDictionary<string, ConfigSectionDefinition> Config,
    IReadOnlyDictionary<string, HealthDefinition> Health,
    UpgradeDefinition Upgrade,
    BackupDefinition Backup,
    string Versions,
    string Hooks,
    SourceDefinition? Source = null)
{
    /// <summary>Services of the first layer: those that the file puts there, and those that the layers between need, whether it does or not.</summary>
    public IReadOnlySet<string> Infrastructure => Layers.Infrastructure.Concat(NeededBeforeApplication).Select(service => service.Text).ToHashSet();

    /// <summary>What the schema is in, and what makes config.</summary>
    public IEnumerable<PlacedText> NeededBeforeApplication =>
        new[] { Database?.Service }.Concat(Config.Values.Select(section => section.Provision?.Service)).OfType<PlacedText>();
}
