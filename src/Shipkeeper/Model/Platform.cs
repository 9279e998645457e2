using Shipkeeper.PlatformFile;

namespace Shipkeeper.Model;

/// <summary>A platform directory as it was read: its file, the settings of this host, and its secrets.</summary>
/// <param name="Directory">Absolute.</param>
/// <param name="Settings">By name; those that are not in <c>settings.env</c> have their default.</param>
/// <param name="SettingsFile">As it is on disk.</param>
/// <param name="Secrets"><c>.env</c> as it is on disk.</param>
/// <param name="ComposeFiles">The order for every command, relative to the directory.</param>
internal sealed record Platform(
    string Directory,
    PlatformDefinition Definition,
    IReadOnlyDictionary<string, string> Settings,
    EnvFile SettingsFile,
    EnvFile Secrets,
    IReadOnlyList<string> ComposeFiles)
{
    public const string DefinitionFile = "shipkeeper.yaml";
    public const string SecretsFileName = ".env";
    public const string SettingsFileName = "settings.env";
    public const string StateFolder = ".shipkeeper";

    /// <summary>What could not be read, where that was allowed: who only looks is shown it beside everything else.</summary>
    public IReadOnlyList<FileFault> Faults { get; init; } = [];

    /// <summary>Settings whose value in <c>settings.env</c> is not allowed; their default stands for them.</summary>
    public IReadOnlyList<SettingDefinition> RefusedSettings =>
        [.. Definition.Settings.Values.Where(setting => SettingsFile[setting.Variable] is { } value && !setting.Accepts(value))];

    /// <summary>What <c>settings.env</c> says beside the settings: variables that nobody declares. Those of secrets are no business of a release.</summary>
    public IReadOnlyDictionary<string, string> Variables =>
        SettingsFile.Keys.Except(Definition.Settings.Values.Select(setting => setting.Variable)).Except(Definition.Secrets.Keys).ToDictionary(key => key, key => SettingsFile[key]!);

    public string Name => Definition.Platform;

    public bool IsDev => Settings.GetValueOrDefault("mode") == "dev";
}

/// <summary>A file of the platform that cannot be read.</summary>
/// <param name="File">As the platform names it.</param>
internal sealed record FileFault(string File, ShipkeeperException Failure);
