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
        var composed = new ComposeReach(platform.Directory, variables).Follow(platform.ComposeFiles);
        var binds = model.Services.Values.SelectMany(service => BindSourcesOf(platform, service)).Distinct().ToList();
        var folders = binds.Where(path => Directory.Exists(Full(platform, path))).Concat(OwnFolders(platform)).Distinct().ToList();
        var secrets = Inside(platform, ModelQueries.FilesOf(model.Secrets)).Concat(composed.Where(HoldsSecrets)).Append(Platform.SecretsFileName).Distinct().ToList();
        return new(
            [.. composed.Append(Platform.DefinitionFile).Append(platform.Definition.Versions).Concat(binds.Except(folders)).Concat(Inside(platform, ModelQueries.FilesOf(model.Configs))).Except(secrets).Except([Platform.SettingsFileName]).Distinct()],
            folders,
            secrets,
            MigrationsOf(platform));
    }

    /// <summary>Read-only bind mounts from inside the platform directory: what is writable is data.</summary>
    public static IReadOnlyList<string> BindSourcesOf(Platform platform, ModelService service) =>
        [.. Inside(platform, service.BindMounts().Where(mount => mount.ReadOnly).Select(mount => mount.Source!))];

    /// <summary>Also one that is not there yet: what is put into it later is an edit.</summary>
    private static IEnumerable<string> OwnFolders(Platform platform) => new[] { platform.Definition.Hooks, MigrationsOf(platform) }.OfType<string>();

    private static string? MigrationsOf(Platform platform) => (platform.Definition.Database?.Migrations as MigrationsDefinition.Files)?.Directory;

    private static IEnumerable<string> Inside(Platform platform, IEnumerable<string> paths) =>
        paths.Select(path => Path.GetRelativePath(platform.Directory, path))
            .Where(path => path != "." && !path.StartsWith("..", StringComparison.Ordinal) && !path.StartsWith(Platform.StateFolder, StringComparison.Ordinal));

    /// <summary>By its name, in whatever folder: another compose file's <c>.env</c> is no definition to copy.</summary>
    private static bool HoldsSecrets(string path) => Path.GetFileName(path) == Platform.SecretsFileName;

    private static string Full(Platform platform, string path) => Path.Combine(platform.Directory, path);
}
