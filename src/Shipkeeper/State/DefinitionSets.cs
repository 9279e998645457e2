using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.State;

/// <summary>Which files make a platform, found through everything that names files.</summary>
internal static class DefinitionSets
{
    /// <exception cref="ShipkeeperException">A compose file reaches out of the platform directory.</exception>
    public static DefinitionSet Of(Platform platform, ResolvedModel model)
    {
        var variables = platform.SettingsFile.Keys.ToDictionary(key => key, key => platform.SettingsFile[key] ?? "");
        var composed = new ComposeReach(platform.Directory, variables).Follow(platform.ComposeFiles).Concat(FindWaiting(platform, variables)).Distinct().ToList();
        var binds = model.Services.Values.SelectMany(service => ReadOnlyBindsOf(platform, service)).Distinct().ToList();
        var folders = binds.Where(path => Directory.Exists(Full(platform, path))).Concat(OwnFolders(platform)).Distinct().ToList();
        var secrets = Inside(platform, ModelQueries.FilesOf(model.Secrets)).Concat(composed.Where(HoldsSecrets)).Append(Platform.SecretsFileName).Distinct().ToList();
        return new(
            [
                .. composed.Append(Platform.DefinitionFile).Append(platform.Definition.Versions)
                    .Concat(binds.Except(folders)).Concat(Inside(platform, ModelQueries.FilesOf(model.Configs)))
                    .Except(secrets).Except([Platform.SettingsFileName]).Distinct(),
            ],
            folders,
            secrets,
            MigrationsOf(platform));
    }

    /// <summary>
    /// Compose files that do not apply with the settings of today, and what they reach: they belong to the platform, and one that came without them
    /// could not be set otherwise. What is wrong with them is said when they apply.
    /// </summary>
    private static IEnumerable<string> FindWaiting(Platform platform, IReadOnlyDictionary<string, string> variables)
    {
        var waiting = platform.Definition.Compose.Files.Select(file => file.File).Except(platform.ComposeFiles).ToList();
        try
        {
            return waiting.Count == 0 ? [] : new ComposeReach(platform.Directory, variables).Follow([platform.ComposeFiles[0], .. waiting]);
        }
        catch (ShipkeeperException)
        {
            return waiting.Where(file => File.Exists(Full(platform, file)));
        }
    }

    /// <summary>Read-only bind mounts from inside the platform directory: what is writable is data.</summary>
    private static IEnumerable<string> ReadOnlyBindsOf(Platform platform, ModelService service) =>
        Inside(platform, service.BindMounts().Where(mount => mount.ReadOnly).Select(mount => mount.Source!));

    /// <summary>Everything of the platform directory that a service sees as files and cannot write to; when one of them changes, so does the service.</summary>
    public static IReadOnlyList<string> MountedFilesOf(Platform platform, ResolvedModel model, ModelService service) =>
    [
        .. ReadOnlyBindsOf(platform, service)
            .Concat(Inside(platform, Sources(service.Configs, model.Configs).Concat(Sources(service.Secrets, model.Secrets))))
            .Distinct(),
    ];

    private static IEnumerable<string> Sources(IEnumerable<string> names, IReadOnlyDictionary<string, ModelFile> files) =>
        names.Select(name => files.GetValueOrDefault(name)?.File).OfType<string>();

    /// <summary>Also one that is not there yet: what is put into it later is an edit.</summary>
    public static IEnumerable<string> OwnFolders(Platform platform) => new[] { platform.Definition.Hooks, MigrationsOf(platform) }.OfType<string>();

    private static string? MigrationsOf(Platform platform) => (platform.Definition.Database?.Migrations as MigrationsDefinition.Files)?.Directory;

    private static IEnumerable<string> Inside(Platform platform, IEnumerable<string> paths) =>
        paths.Select(path => Path.GetRelativePath(platform.Directory, path))
            .Where(path => path != "." && !path.StartsWith("..", StringComparison.Ordinal) && !path.StartsWith(Platform.StateFolder, StringComparison.Ordinal));

    /// <summary>By its name, in whatever folder: another compose file's <c>.env</c> is no definition to copy.</summary>
    private static bool HoldsSecrets(string path) => Path.GetFileName(path) == Platform.SecretsFileName;

    private static string Full(Platform platform, string path) => Path.Combine(platform.Directory, path);
}
