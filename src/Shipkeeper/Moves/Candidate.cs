using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;
using Shipkeeper.Tools.Compose;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Moves;

/// <summary>What a platform is to be made of, wherever its files lie for now.</summary>
/// <param name="Platform">As these files say, with the settings of this host.</param>
/// <param name="Files">The folder that holds them.</param>
/// <param name="Folder">That folder, relative to the platform directory; null: the files are in their places.</param>
internal sealed record Candidate(Platform Platform, RootedFiles Files, ComposeProject Project, ReleaseSource Source, string? Folder = null)
{
    private const string VersionSuffix = "_version";

    public static Candidate OnDisk(PlatformSession session) =>
        new(session.Platform, session.Files, session.ComposeProject(release: null), new(SourceKind.Files));

    /// <summary>Whether a file of the host stays as it is there, which may be gone: the candidate has none of its own.</summary>
    public bool Leaves(string path, Release current) =>
        HostFiles.MayBeOwn(Platform, path) && (Files.IsBeside(path) || (current.HostFiles.Contains(path) && !Files.Exists(path)));

    /// <summary>With the version of all that is released together: the setting that is named <c>version</c>, or ends so.</summary>
    /// <exception cref="ShipkeeperException">There is no such setting, or more than one, or it does not take this version.</exception>
    public Candidate WithVersion(string version)
    {
        var settings = Platform.Definition.Settings.Values.Where(setting => $"_{setting.Name}".EndsWith(VersionSuffix, StringComparison.Ordinal)).ToList();
        return settings is not [var setting] ? throw MoveErrors.NoVersionSetting([.. settings.Select(one => one.Name)])
            : !setting.Accepts(version) ? throw MoveErrors.VersionRefused(setting.Name, version)
            : With(setting, version);
    }

    /// <summary>With the defaults of settings that nobody was asked for yet: <c>settings.env</c> does not say them.</summary>
    /// <param name="known">Settings of the release before, by name.</param>
    public Candidate WithNewSettings(IReadOnlyDictionary<string, string> known) => Platform.Definition.Settings.Values
        .Where(setting => !known.ContainsKey(setting.Name) && Platform.SettingsFile[setting.Variable] is null && Platform.Settings.ContainsKey(setting.Name))
        .Aggregate(this, (candidate, setting) => candidate.With(setting, Platform.Settings[setting.Name]));

    private Candidate With(SettingDefinition setting, string value) => this with
    {
        Platform = Platform with
        {
            Settings = new Dictionary<string, string>(Platform.Settings) { [setting.Name] = value },
            SettingsFile = Platform.SettingsFile.With(setting.Variable, value),
        },
        Project = Project with { PassThrough = new Dictionary<string, string>(Project.PassThrough) { [setting.Variable] = value } },
    };
}
