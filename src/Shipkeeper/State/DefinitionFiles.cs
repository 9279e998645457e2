using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Shipkeeper.Model;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.State;

/// <summary>Which files make a platform: single ones, and folders of which every file counts.</summary>
/// <param name="Secret">Files that hold secrets: told apart by keyed hash, never copied.</param>
internal sealed record DefinitionSet(IReadOnlyCollection<string> Files, IReadOnlyCollection<string> Folders, IReadOnlyCollection<string> Secret);

/// <summary>Reads definition files as they are on disk.</summary>
internal sealed class DefinitionFiles(RootedFiles files)
{
    /// <summary>Larger files in a folder of definition files are data, not definition.</summary>
    public const int MaximumBytes = 1 << 20;

    /// <returns>Path → SHA-256 of every definition file that is there.</returns>
    public IReadOnlyDictionary<string, string> Hash(DefinitionSet set) =>
        set.Files.Concat(set.Folders.SelectMany(FilesIn))
            .Except(set.Secret)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Content: ReadIfSmall(path)))
            .Where(file => file.Content is not null)
            .ToDictionary(file => file.Path, file => Convert.ToHexStringLower(SHA256.HashData(file.Content!)));

    /// <returns>Path → keyed hash of every secret file that is there.</returns>
    public IReadOnlyDictionary<string, string> HashSecrets(DefinitionSet set, ReleaseStore releases) =>
        set.Secret
            .Select(path => (Path: path, Content: ReadIfSmall(path)))
            .Where(file => file.Content is not null)
            .ToDictionary(file => file.Path, file => releases.HashSecret(file.Content!));

    /// <summary>What a kept release is made of.</summary>
    public static DefinitionSet SetOf(Release release) => new([.. release.Files.Keys], release.Folders, [.. release.SecretFiles.Keys]);

    /// <summary>How the files on disk differ from a release; settings by value count too.</summary>
    public IReadOnlyList<FileEdit> FindEdits(Release release, Platform platform)
    {
        var now = Hash(SetOf(release));
        var changed = release.Files
            .Where(file => now.GetValueOrDefault(file.Key) != file.Value)
            .Select(file => new FileEdit(file.Key, files.Exists(file.Key) ? EditKind.Changed : EditKind.Removed));
        var added = now.Keys.Except(release.Files.Keys).Select(path => new FileEdit(path, EditKind.Added));
        var settings = release.Settings
            .Where(setting => platform.Settings.GetValueOrDefault(setting.Key) != setting.Value)
            .Select(setting => new FileEdit($"{Platform.SettingsFileName}: {setting.Key}", EditKind.Setting));
        return [.. changed.Concat(added).Concat(settings)];
    }

    private byte[]? ReadIfSmall(string path) =>
        new FileInfo(files.Resolve(path)) is { Exists: true, Length: <= MaximumBytes } ? files.Read(path, MaximumBytes) : null;

    private IEnumerable<string> FilesIn(string folder)
    {
        var full = files.Resolve(folder);
        return Directory.Exists(full)
            ? Directory.EnumerateFiles(full, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
                .Select(path => Path.GetRelativePath(files.Root, path))
            : [];
    }
}

internal enum EditKind
{
    [JsonStringEnumMemberName("changed")]
    Changed,
    [JsonStringEnumMemberName("added")]
    Added,
    [JsonStringEnumMemberName("removed")]
    Removed,
    [JsonStringEnumMemberName("setting")]
    Setting,
}

/// <summary>One definition file that is not as the current release has it.</summary>
internal sealed record FileEdit(string Path, EditKind Kind)
{
    public override string ToString() => Kind switch
    {
        EditKind.Added => $"{Path} is new",
        EditKind.Removed => $"{Path} is gone",
        _ => $"{Path} has changed",
    };
}
