using System.Text;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.State;

/// <summary>Finds and reads a platform directory.</summary>
internal static class PlatformLoader
{
    /// <summary>The nearest folder upward that holds a platform file, as git finds its checkout.</summary>
    /// <exception cref="ShipkeeperException">There is none.</exception>
    public static string FindDirectory(string from)
    {
        for (var folder = new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(from))); folder is not null; folder = folder.Parent)
        {
            // Also a folder of that name is one that cannot be read, not one that is not there.
            if (Path.Exists(Path.Combine(folder.FullName, Platform.DefinitionFile)))
            {
                return folder.FullName;
            }
        }

        throw StateErrors.NoPlatform(Path.GetFullPath(from));
    }

    /// <exception cref="ShipkeeperException">One of its files is not valid.</exception>
    public static Platform Load(string directory)
    {
        var platform = Whole(LoadToLook(directory));
        return platform.RefusedSettings is { Count: > 0 } refused ? throw StateErrors.SettingsRefused(platform.SettingsFile, refused)
            : platform;
    }

    /// <summary>With what can be read of settings and secrets; the rest is told by the platform itself.</summary>
    /// <exception cref="ShipkeeperException">The platform file is not valid.</exception>
    public static Platform LoadToLook(string directory) => Load(directory, new RootedFiles(directory));

    /// <summary>As files say that lie elsewhere for now; settings and secrets are those of this host.</summary>
    /// <inheritdoc cref="Load(string)"/>
    public static Platform LoadElsewhere(string directory, RootedFiles elsewhere) => Whole(Load(directory, elsewhere));

    private static Platform Load(string directory, RootedFiles definitionFiles)
    {
        var definition = PlatformFileReader.Read(Path.Combine(definitionFiles.Root, Platform.DefinitionFile));
        var files = new RootedFiles(directory);
        var faults = new List<FileFault>();
        var settingsFile = Attempt(Platform.SettingsFileName, () => ReadEnvFile(files, Platform.SettingsFileName), faults) ?? EnvFile.Empty;
        var settings = SettingsOf(definition, settingsFile);
        var secrets = ReadSecrets(directory, files, definition, faults);
        return new(definitionFiles.Root, definition, settings, settingsFile, secrets, ComposeOrder.Of(definition.Compose, settings, definitionFiles.Exists)) { Faults = faults };
    }

    /// <summary>As a release has it, whatever was done to the files on disk since. Secrets, and <c>settings.env</c> as a file, are as they are.</summary>
    /// <exception cref="ShipkeeperException">The kept platform file is gone or not valid, or the secrets cannot be read.</exception>
    public static Platform LoadReleased(string directory, ReleaseStore releases, Release release) => Whole(LoadReleasedToLook(directory, releases, release));

    /// <summary>With what can be read of the secrets; the rest is told by the platform itself.</summary>
    /// <inheritdoc cref="LoadReleased"/>
    public static Platform LoadReleasedToLook(string directory, ReleaseStore releases, Release release)
    {
        var kept = releases.ReadKeptFile(release.Number, Platform.DefinitionFile) ?? throw StateErrors.NoRelease(release.Number, $"its {Platform.DefinitionFile} is missing");
        var definition = PlatformFileReader.Parse(kept.Content);
        var files = new RootedFiles(directory);
        var faults = new List<FileFault>();
        var settingsFile = Attempt(Platform.SettingsFileName, () => ReadEnvFile(files, Platform.SettingsFileName), []) ?? EnvFile.Empty;
        var secrets = ReadSecrets(directory, files, definition, faults);
        return new(directory, definition, release.Settings, settingsFile, secrets, ComposeOrder.Of(definition.Compose, release.Settings, release.Files.ContainsKey))
        {
            Faults = faults,
        };
    }

    private static Platform Whole(Platform platform) => platform.Faults is [var fault, ..] ? throw fault.Failure : platform;

    /// <summary>Those that are kept elsewhere are only tried: they are read when they are needed.</summary>
    private static EnvFile ReadSecrets(string directory, RootedFiles files, PlatformDefinition definition, List<FileFault> faults)
    {
        var secrets = Attempt(Platform.SecretsFileName, () => ReadEnvFile(files, Platform.SecretsFileName), faults) ?? EnvFile.Empty;
        foreach (var place in definition.Secrets.Values.Select(secret => secret.Origin).OfType<SecretOrigin.FromFile>())
        {
            Attempt(place.Path, () => SecretsReader.ReadFile(directory, place.Path), faults);
        }

        return secrets;
    }

    private static T? Attempt<T>(string file, Func<T?> read, List<FileFault> faults)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ShipkeeperException failure)
        {
            faults.Add(new(file, failure));
            return null;
        }
    }

    /// <summary>By name; a value that is not allowed gives way to the default.</summary>
    public static IReadOnlyDictionary<string, string> SettingsOf(PlatformDefinition definition, EnvFile file)
    {
        var settings = new Dictionary<string, string>();
        foreach (var (name, setting) in definition.Settings)
        {
            if ((file[setting.Variable] is { } value && setting.Accepts(value) ? value : setting.Default) is { } known)
            {
                settings[name] = known;
            }
        }

        return settings;
    }

    private static EnvFile ReadEnvFile(RootedFiles files, string name) => files.Read(name) is { } content ? ParseEnvFile(content, name) : EnvFile.Empty;

    /// <exception cref="ShipkeeperException">The file is not UTF-8.</exception>
    public static EnvFile ParseEnvFile(byte[] content, string name)
    {
        try
        {
            return EnvFile.Parse(content);
        }
        catch (DecoderFallbackException invalid)
        {
            throw StateErrors.NotUtf8(name, invalid.Index);
        }
    }
}
