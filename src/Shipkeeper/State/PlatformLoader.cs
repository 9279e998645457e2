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
            if (File.Exists(Path.Combine(folder.FullName, Platform.DefinitionFile)))
            {
                return folder.FullName;
            }
        }

        throw StateErrors.NoPlatform(Path.GetFullPath(from));
    }

    /// <exception cref="ShipkeeperException">One of its files is not valid.</exception>
    public static Platform Load(string directory)
    {
        var definition = PlatformFileReader.Read(Path.Combine(directory, Platform.DefinitionFile));
        var files = new RootedFiles(directory);
        var settingsFile = ReadEnvFile(files, Platform.SettingsFileName);
        var settings = SettingsOf(definition, settingsFile);
        return new(
            directory,
            definition,
            settings,
            settingsFile,
            ReadEnvFile(files, Platform.SecretsFileName),
            ComposeOrder.Of(definition.Compose, settings, files.Exists));
    }

    private static Dictionary<string, string> SettingsOf(PlatformDefinition definition, EnvFile file)
    {
        var settings = new Dictionary<string, string>();
        foreach (var (name, setting) in definition.Settings)
        {
            var value = file[setting.Variable];
            if (value is not null && !setting.Accepts(value))
            {
                throw StateErrors.SettingRefused(setting, value, file.LineOf(setting.Variable) ?? 0);
            }

            if ((value ?? setting.Default) is { } known)
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
