using System.Security.Cryptography;
using System.Text.Json;
using Shipkeeper.Model;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.State;

/// <summary>
/// Kept releases: <c>.shipkeeper/releases/NNNN/</c> with <c>release.json</c>, <c>pins.yaml</c> and the definition files byte for byte;
/// <c>.shipkeeper/current</c> links to one of them, and switching that link is the commit.
/// </summary>
internal sealed class ReleaseStore(RootedFiles files)
{
    public const string KeyFile = $"{Platform.StateFolder}/key";

    private const string CurrentLink = $"{Platform.StateFolder}/current";
    private const string StableLink = $"{Platform.StateFolder}/stable";
    private const string Folder = $"{Platform.StateFolder}/releases";
    private const string Draft = $"{Folder}/.new";
    private const int KeyBytes = 32;
    private const int MaximumRecordBytes = 16 << 20;

    /// <returns>Null before the first release.</returns>
    /// <exception cref="ShipkeeperException">The link is there, and its record is not.</exception>
    public Release? ReadCurrent() => files.ReadLink(CurrentLink) is { } target ? Read(NumberOf(target)) : null;

    public Release Read(int number) => ReadFrom(PathOf(number), number);

    private Release ReadFrom(string folder, int number)
    {
        var record = files.Read($"{folder}/release.json", MaximumRecordBytes) ?? throw StateErrors.NoRelease(number, "the file is missing");
        try
        {
            return JsonSerializer.Deserialize(record, ReleaseJson.Default.Release) ?? throw StateErrors.NoRelease(number, "it is empty");
        }
        catch (JsonException damaged)
        {
            throw StateErrors.NoRelease(number, damaged.Message);
        }
    }

    public bool IsKept(int number) => files.Exists($"{PathOf(number)}/release.json");

    /// <returns>A release that was recorded and never became current, maybe one whose record was about to take the place of another; null where there is none.</returns>
    public Release? ReadUncommitted() =>
        IsKept(NextNumber()) ? Read(NextNumber()) : files.Exists($"{Draft}/release.json") ? ReadFrom(Draft, NextNumber()) : null;

    /// <summary>The next number: one more than the highest ever recorded; a draft that was never committed is recorded anew.</summary>
    public int NextNumber() => (ReadCurrent() is null ? 0 : Numbers().DefaultIfEmpty(0).Max()) + 1;

    /// <summary>Begins the record of a release with its overlay.</summary>
    public void BeginDraft(string pinsOverlay)
    {
        files.Remove(Draft);
        files.CreateFolder(Draft);
        files.Write($"{Draft}/pins.yaml", pinsOverlay);
    }

    /// <summary>Completes the draft with copies of its files, all or nothing. A record of the same number that was never committed gives way.</summary>
    /// <param name="definition">The files of the release, as they were hashed for it.</param>
    public void Record(Release release, IEnumerable<DefinitionFile> definition)
    {
        foreach (var file in definition)
        {
            var copy = $"{Draft}/files/{file.Path}";
            files.CreateFolder(Path.GetDirectoryName(copy)!);
            files.Write(copy, file.Content, file.Mode);
        }

        files.Write($"{Draft}/release.json", JsonSerializer.SerializeToUtf8Bytes(release, ReleaseJson.Default.Release));
        files.Remove(PathOf(release.Number));
        files.Rename(Draft, PathOf(release.Number));
    }

    /// <summary>The commit.</summary>
    public void MakeCurrent(int number) => files.SwitchLink(CurrentLink, $"releases/{number:0000}");

    public bool IsCurrent(int number) => files.ReadLink(CurrentLink) == $"releases/{number:0000}";

    /// <returns>The release that somebody has marked as good to return to; null where nobody has, or where it is no longer kept.</returns>
    public int? ReadStable() => files.ReadLink(StableLink) is { } target && int.TryParse(Path.GetFileName(target), out var number) && IsKept(number) ? number : null;

    public void MarkStable(int number) => files.SwitchLink(StableLink, $"releases/{number:0000}");

    public bool Any() => Numbers().Any(number => number > 0) || files.ReadLink(CurrentLink) is not null;

    /// <summary>Numbers of all kept releases, the lowest first; one that never became current may be among them.</summary>
    public IReadOnlyList<int> ListNumbers() => [.. Numbers().Where(number => number > 0 && IsKept(number)).Order()];

    /// <summary>Forgets one release.</summary>
    public void Remove(int number) => files.Remove(PathOf(number));

    /// <summary>Forgets every release: after its images are gone, none of them can be started.</summary>
    public void Forget()
    {
        files.Remove(CurrentLink);
        files.Remove(StableLink);
        files.Remove(Folder);
    }

    /// <summary>The compose overlay that pins images, relative to the platform directory; always the last <c>-f</c>.</summary>
    public static string OverlayOf(int number) => $"{PathOf(number)}/pins.yaml";

    /// <summary>Where a release keeps its copy of a definition file or folder, relative to the platform directory.</summary>
    public static string KeptPathOf(int number, string path) => $"{KeptFilesOf(number)}/{path}";

    /// <summary>The folder of all these copies, relative to the platform directory.</summary>
    public static string KeptFilesOf(int number) => $"{PathOf(number)}/files";

    /// <returns>Null when the release has no such file.</returns>
    public DefinitionFile? ReadKeptFile(int number, string path) => new DefinitionFiles(files).Find(KeptPathOf(number, path));

    /// <summary>The key of this host for keyed hashes of secrets. One that is lost stays lost until a release is recorded: the old hashes are of no use with another.</summary>
    /// <returns>Null when it is missing or damaged.</returns>
    public byte[]? ReadKey() => files.Read(KeyFile) is { Length: KeyBytes } key ? key : null;

    /// <summary>For recording: makes a key where there is none.</summary>
    public byte[] ReadOrMakeKey()
    {
        if (ReadKey() is { } key)
        {
            return key;
        }

        var newKey = RandomNumberGenerator.GetBytes(KeyBytes);
        files.CreateFolder(Platform.StateFolder);
        files.Write(KeyFile, newKey);
        return newKey;
    }

    private IEnumerable<int> Numbers() => files.ListFolders(Folder).Select(name => int.TryParse(name, out var number) ? number : 0);

    private static int NumberOf(string target) =>
        int.TryParse(Path.GetFileName(target), out var number) ? number : throw StateErrors.NoCurrent(CurrentLink, target);

    private static string PathOf(int number) => $"{Folder}/{number:0000}";
}
