using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shipkeeper.PlatformFile.Shapes;
using Shipkeeper.Tools.Encryption;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Backups;

/// <summary>One backup, opened to be read. Nothing of it is believed: not its manifest, not the names in that, not what lies under them.</summary>
internal sealed class BackupFolder
{
    public const string ManifestFile = "manifest.json";
    public const string SumsFile = "SHA256SUMS";

    private const int MaximumManifestBytes = 64 << 20;

    private readonly RootedFiles _files;

    private BackupFolder(RootedFiles files, BackupManifest manifest) => (_files, Manifest) = (files, manifest);

    public BackupManifest Manifest { get; }

    /// <summary>Absolute.</summary>
    public string Path => _files.Root;

    public string Name => System.IO.Path.GetFileName(Path);

    /// <param name="path">Absolute.</param>
    /// <exception cref="ShipkeeperException">There is no backup, or its manifest is not what was written.</exception>
    public static BackupFolder Open(string path)
    {
        if (!Directory.Exists(path))
        {
            throw BackupErrors.Missing(path);
        }

        var files = new RootedFiles(path);
        var json = ReadOwn(files, ManifestFile) ?? throw BackupErrors.NotWhole(files.Root, ManifestFile, "it is missing");
        var sums = ReadOwn(files, SumsFile) ?? throw BackupErrors.NotWhole(files.Root, SumsFile, "it is missing");
        var sum = $"{Convert.ToHexStringLower(SHA256.HashData(json))}  {ManifestFile}";
        return Encoding.UTF8.GetString(sums).Split('\n').Contains(sum)
            ? new(files, Parse(files, json))
            : throw BackupErrors.NotWhole(files.Root, ManifestFile, $"it is not what {SumsFile} says");
    }

    /// <summary>The sums of all files, as sha256sum(1) reads them.</summary>
    public static string SumsOf(byte[] manifest, IEnumerable<BackupPart> parts) => string.Concat(
        parts.Select(part => $"{part.Sha256}  {part.Path}\n").Append($"{Convert.ToHexStringLower(SHA256.HashData(manifest))}  {ManifestFile}\n"));

    /// <summary>Every part is there, and is byte for byte what was written.</summary>
    /// <exception cref="ShipkeeperException"><c>backup.not-whole</c>, with the part.</exception>
    public async Task MustBeWholeAsync(Action<string> report, CancellationToken ct)
    {
        foreach (var part in Manifest.Parts)
        {
            report($"{Name}: reading {part.Path}, {part.Bytes >> 20} MiB");
            await using var content = OpenStored(part);
            if (content.Length != part.Bytes)
            {
                throw BackupErrors.NotWhole(Path, part.Path, $"it has {content.Length:N0} bytes instead of {part.Bytes:N0}");
            }

            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct)) != part.Sha256)
            {
                throw BackupErrors.NotWhole(Path, part.Path, "its SHA-256 is not the one of the manifest");
            }
        }
    }

    /// <summary>Passes on what a part holds, decrypted where it must be.</summary>
    /// <param name="identityFile">Null where nobody has named one.</param>
    public async Task ReadAsync(Age age, BackupPart part, string? identityFile, Func<Stream, Task> read, CancellationToken ct)
    {
        await using var stored = OpenStored(part);
        if (!part.Encrypted)
        {
            await read(stored);
            return;
        }

        await age.DecryptAsync(identityFile ?? throw BackupErrors.NeedsIdentity(Name, part.Path), stored, read, ct);
    }

    private Stream OpenStored(BackupPart part)
    {
        MustBeNoLink(_files, part.Path);
        return _files.OpenRead(part.Path) ?? throw BackupErrors.NotWhole(Path, part.Path, "it is missing");
    }

    private static byte[]? ReadOwn(RootedFiles files, string name)
    {
        MustBeNoLink(files, name);
        return files.Read(name, MaximumManifestBytes);
    }

    /// <summary>A backup is made of files and folders alone: a link would be read from where it leads.</summary>
    private static void MustBeNoLink(RootedFiles files, string path)
    {
        for (var at = path; at.Length > 0; at = System.IO.Path.GetDirectoryName(at) ?? "")
        {
            if (new FileInfo(System.IO.Path.Combine(files.Root, at)).LinkTarget is not null)
            {
                throw BackupErrors.NotWhole(files.Root, path, "there is a symbolic link in its place");
            }
        }
    }

    private static BackupManifest Parse(RootedFiles files, byte[] json)
    {
        BackupManifest manifest;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.GetProperty("format").GetInt32() > BackupManifest.CurrentFormat)
            {
                throw BackupErrors.Newer(files.Root);
            }

            manifest = document.Deserialize(BackupsJson.Default.BackupManifest) ?? throw new JsonException("It is empty.");
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw BackupErrors.NotWhole(files.Root, ManifestFile, "it cannot be read");
        }

        return manifest.Parts.FirstOrDefault(part => !IsInside(part.Path)) is { } outside
            ? throw BackupErrors.NotWhole(files.Root, outside.Path, "its path leads out of the backup")
            : manifest;
    }

    /// <summary>Pure.</summary>
    internal static bool IsInside(string path) => PlatformPaths.IsInside(path) && PlatformPaths.Normal(path) == path;
}
