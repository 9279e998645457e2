using System.Text.Json;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Backups;

/// <summary>A backup that is being written, under a name that nobody takes for one. It gets its own when it is complete and on disk.</summary>
internal sealed class BackupDraft : IDisposable
{
    private readonly RootedFiles _files;
    private readonly string _name;
    private readonly FolderHold _hold;

    private BackupDraft(RootedFiles files, string name, FolderHold hold) => (_files, _name, _hold) = (files, name, hold);

    public static BackupDraft Begin(RootedFiles files, string name)
    {
        files.CreateFolder(name);
        return new(files, name, FolderHold.TryTake(Path.Combine(files.Root, name)) ?? throw BackupErrors.Taken(name));
    }

    /// <summary>Writes one part as it comes.</summary>
    /// <param name="part">Without its size and sum.</param>
    /// <param name="encryptAsync">Null where it is not encrypted.</param>
    /// <param name="write">Writes what it holds.</param>
    /// <param name="onWritten">Told how many bytes of the file are written so far.</param>
    /// <returns>With its size and sum.</returns>
    public async Task<BackupPart> WriteAsync(BackupPart part, Func<Func<Stream, Task>, Stream, Task>? encryptAsync, Func<Stream, Task> write, Action<long> onWritten)
    {
        var path = $"{_name}/{part.Path}";
        _files.CreateFolder(Path.GetDirectoryName(path)!);
        var (bytes, sha256) = (0L, "");
        await _files.WriteAsync(path, async file =>
        {
            await using var measured = new MeasuredStream(file, onWritten);
            await (encryptAsync is null ? write(measured) : encryptAsync(write, measured));
            (bytes, sha256) = (measured.Bytes, measured.TakeSha256());
        });
        return part with { Bytes = bytes, Sha256 = sha256 };
    }

    /// <summary>From here on it is a backup.</summary>
    /// <returns>Its name.</returns>
    public string Complete(BackupManifest manifest)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, BackupsJson.Default.BackupManifest);
        _files.Write($"{_name}/{BackupFolder.ManifestFile}", json);
        _files.Write($"{_name}/{BackupFolder.SumsFile}", BackupFolder.SumsOf(json, manifest.Parts));
        var name = BackupName.Of(manifest.At, manifest.Release, _files.Exists);
        _files.Rename(_name, name);
        return name;
    }

    /// <summary>Takes away what was written, when it did not become a backup.</summary>
    public void Remove() => _files.Remove(_name);

    public void Dispose() => _hold.Dispose();
}
