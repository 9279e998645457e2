using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Shipkeeper.Model;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.State;

/// <summary>Which files make a platform: single ones, and folders of which every file counts.</summary>
/// <param name="Secret">Files that hold secrets: told apart by keyed hash, never copied.</param>
/// <param name="Migrations">That one of the folders which holds migrations; null where there is none.</param>
internal sealed record DefinitionSet(
    IReadOnlyCollection<string> Files, IReadOnlyCollection<string> Folders, IReadOnlyCollection<string> Secret, string? Migrations = null);

/// <summary>A definition file as it was read.</summary>
/// <param name="Path">Relative to the platform directory.</param>
/// <param name="Mode">A release is told apart by whether the owner may run the file, as in git: who may read it is the host's affair.</param>
internal sealed record DefinitionFile(string Path, byte[] Content, UnixFileMode Mode)
{
    private const string Runnable = "+x";

    /// <summary>SHA-256 of its content, with <c>+x</c> behind it where its owner may run it.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Content)) + (Mode.HasFlag(UnixFileMode.UserExecute) ? Runnable : "");

    public static bool HaveSameContent(string hash, string other) => ContentOf(hash) == ContentOf(other);

    private static string ContentOf(string hash) => hash.EndsWith(Runnable, StringComparison.Ordinal) ? hash[..^Runnable.Length] : hash;
}

/// <summary>Reads definition files as they are on disk.</summary>
internal sealed class DefinitionFiles(RootedFiles files)
{
    /// <summary>Larger files in a folder of definition files are data, not definition.</summary>
    public const int MaximumBytes = 1 << 20;

    /// <summary>A migration is definition whatever its size; one may carry the first data along.</summary>
    public const int MaximumMigrationBytes = 16 << 20;

    /// <returns>Path → <see cref="DefinitionFile.Hash"/> of every definition file that is there.</returns>
    public IReadOnlyDictionary<string, string> Hash(DefinitionSet set) => ReadEach(set).ToDictionary(file => file.Path, file => file.Hash);

    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="ShipkeeperException">It is larger than a migration may be, or cannot be read.</exception>
    public DefinitionFile? Find(string path) =>
        files.Read(path, MaximumMigrationBytes) is { } content ? new(path, content, File.GetUnixFileMode(files.Resolve(path))) : null;

    /// <summary>Each file once, so that what is kept is what was hashed.</summary>
    /// <param name="required">Files that a release cannot do without.</param>
    /// <exception cref="ShipkeeperException">One of those is not there any more.</exception>
    public IReadOnlyList<DefinitionFile> Read(DefinitionSet set, IEnumerable<string> required)
    {
        var found = ReadEach(set).ToList();
        var lost = required.Except(found.Select(file => file.Path)).FirstOrDefault();
        return lost is null ? found : throw DefinitionErrors.Lost(lost);
    }

    /// <summary>HMAC-SHA256: tells a change, and helps nobody to guess the content.</summary>
    /// <returns>Path → keyed hash of every secret file that is there.</returns>
    public IReadOnlyDictionary<string, string> HashSecrets(DefinitionSet set, byte[] key) =>
        set.Secret
            .Select(path => ReadIfSmall(path, MaximumBytes))
            .OfType<DefinitionFile>()
            .ToDictionary(file => file.Path, file => Convert.ToHexStringLower(HMACSHA256.HashData(key, file.Content)));

    /// <summary>What a kept release is made of.</summary>
    public static DefinitionSet SetOf(Release release) => new([.. release.Files.Keys], release.Folders, [.. release.SecretFiles.Keys], release.Migrations);

    /// <summary>The secret files of a release that are not as they were when it was recorded.</summary>
    /// <returns>Null when nobody can tell, because the key of their hashes is lost.</returns>
    public IReadOnlyList<string>? FindChangedSecrets(Release release, ReleaseStore releases)
    {
        if (release.SecretFiles.Count == 0)
        {
            return [];
        }

        if (releases.ReadKey() is not { } key)
        {
            return null;
        }

        var now = HashSecrets(SetOf(release), key);
        return [.. release.SecretFiles.Where(file => now.GetValueOrDefault(file.Key) != file.Value).Select(file => file.Key)];
    }

    /// <summary>How the files on disk differ from a release; settings by value count too.</summary>
    public IReadOnlyList<FileEdit> FindEdits(Release release, Platform platform)
    {
        var now = Hash(SetOf(release));
        var changed = release.Files
            .Where(file => now.GetValueOrDefault(file.Key) != file.Value)
            .Select(file => new FileEdit(file.Key, KindOf(file.Value, now.GetValueOrDefault(file.Key), files.Exists(file.Key))));
        var applying = ComposeOrder.Of(platform.Definition.Compose, release.Settings, files.Exists).Where(files.Exists);
        var added = now.Keys.Concat(applying).Except(release.Files.Keys).Select(path => new FileEdit(path, EditKind.Added));
        var onDisk = PlatformLoader.SettingsOf(platform.Definition, platform.SettingsFile);
        var settings = release.Settings
            .Where(setting => onDisk.GetValueOrDefault(setting.Key) != setting.Value)
            .Select(setting => setting.Key);
        var variables = release.Variables is { } released
            ? released.Where(variable => platform.SettingsFile[variable.Key] != variable.Value).Select(variable => variable.Key).Concat(platform.Variables.Keys.Except(released.Keys))
            : [];
        return [.. changed, .. added, .. settings.Concat(variables).Select(name => new FileEdit($"{Platform.SettingsFileName}: {name}", EditKind.Setting))];
    }

    /// <param name="now">Null: there is none, or it is too large for one.</param>
    private static EditKind KindOf(string released, string? now, bool exists) =>
        !exists ? EditKind.Removed
        : now is not null && DefinitionFile.HaveSameContent(released, now) ? EditKind.Mode
        : EditKind.Changed;

    private IEnumerable<DefinitionFile> ReadEach(DefinitionSet set) =>
        set.Files.Concat(set.Folders.SelectMany(FilesIn)).Except(set.Secret).Distinct().Order(StringComparer.Ordinal)
            .Select(path => ReadIfSmall(path, IsIn(set.Migrations, path) ? MaximumMigrationBytes : MaximumBytes))
            .OfType<DefinitionFile>();

    /// <summary>Whether a release would hold this file of a folder: not a link, and no data.</summary>
    public bool Keeps(string path) => new FileInfo(files.Resolve(path)) is { Exists: true, LinkTarget: null, Length: <= MaximumBytes };

    private static bool IsIn(string? folder, string path) => folder is not null && path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    private DefinitionFile? ReadIfSmall(string path, int maximumBytes) =>
        FollowedFrom(files.Resolve(path)) is { Exists: true } file && file.Length <= maximumBytes && files.Read(path, maximumBytes) is { } content
            ? new(path, content, file.UnixFileMode)
            : null;

    private static FileInfo FollowedFrom(string full) => new FileInfo(full) is { LinkTarget: not null } link ? new(link.ResolveLinkTarget(returnFinalTarget: true)!.FullName) : new(full);

    /// <summary>No links, but for those that stand for what the host has.</summary>
    private IEnumerable<string> FilesIn(string folder)
    {
        var full = files.Resolve(folder);
        return Directory.Exists(full)
            ? new FileSystemEnumerable<string>(
                full, (ref entry) => Relative(ref entry), new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            {
                ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && Counts(ref entry),
                ShouldRecursePredicate = (ref entry) => Counts(ref entry),
            }
            : [];
    }

    private bool Counts(ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) || files.IsBeside(Relative(ref entry));

    private string Relative(ref FileSystemEntry entry) => Path.GetRelativePath(files.Root, entry.ToFullPath());
}

internal enum EditKind
{
    [JsonStringEnumMemberName("changed")]
    Changed,
    [JsonStringEnumMemberName("mode")]
    Mode,
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
        EditKind.Mode => $"{Path} has another mode: whether it may be run",
        _ => $"{Path} has changed",
    };
}
