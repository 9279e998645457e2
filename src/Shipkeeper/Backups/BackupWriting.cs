using System.Formats.Tar;
using System.IO.Compression;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.Steps;
using Shipkeeper.Tools.Encryption;
using Shipkeeper.Volumes;

namespace Shipkeeper.Backups;

/// <summary>Writes one backup. It is a backup when all of it is on disk; until then, and when it fails, it is none.</summary>
internal sealed class BackupWriting(PlatformSession session, StepScope scope, Release release, BackupContent content)
{
    private readonly Age _age = new(session.ToolRunner);

    /// <returns>Its name, and what it holds.</returns>
    public async Task<(string Name, BackupManifest Manifest)> RunAsync(string directory, bool preUpgrade, CancellationToken ct)
    {
        var backups = BackupDirectory.Open(session, directory);
        backups.Sweep();
        using var draft = backups.BeginDraft(scope.OperationId);
        try
        {
            var at = session.Time.GetUtcNow();
            var (parts, database) = await WritePartsAsync(draft, ct);
            var manifest = new BackupManifest(
                BackupManifest.CurrentFormat,
                session.Platform.Name,
                at,
                scope.OperationId,
                release.Number,
                ProgramVersion.Text,
                preUpgrade,
                release.Services.ToDictionary(service => service.Key, service => new BackupImage(service.Value.Pin.Reference, service.Value.Pin.Exact)),
                database,
                KeyFingerprints.Of(session.Platform),
                parts,
                content.LeftOut);
            return (draft.Complete(manifest), manifest);
        }
        catch
        {
            draft.Remove();
            throw;
        }
    }

    /// <summary>Side by side, but the many small files.</summary>
    private async Task<(IReadOnlyList<BackupPart> Parts, BackupDatabase? Database)> WritePartsAsync(BackupDraft draft, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var database = session.Platform.Definition.Database is null ? null : new DatabasePart(session, scope, part => WriteAsync(draft, part)).WriteAsync(stop.Token);
        var volumes = content.Volumes.Select(volume => WriteVolumeAsync(draft, volume.Key, volume.Value, stop.Token)).ToList();
        var files = WriteFilesAsync(draft, stop.Token);
        await FirstFailure.WhenAllAsync([.. volumes, files, .. database is null ? Array.Empty<Task>() : [database]], stop);
        IReadOnlyList<BackupPart> parts = [.. database is null ? [] : (await database).Parts, .. await Task.WhenAll(volumes), .. await files];
        return (parts, database is null ? null : (await database).Database);
    }

    private Task<BackupPart> WriteVolumeAsync(BackupDraft draft, string volume, string name, CancellationToken ct) => WriteAsync(draft, new(
        $"volumes/{volume}.tar.gz", PartKind.Volume, volume, MayHoldSecrets: true, to => new VolumeArchive(session, release, scope.OperationId).ReadAsync(name, to, ct), ct));

    private async Task<IReadOnlyList<BackupPart>> WriteFilesAsync(BackupDraft draft, CancellationToken ct)
    {
        var parts = new List<BackupPart>();
        foreach (var path in release.Files.Keys)
        {
            var kept = session.Releases.ReadKeptFile(release.Number, path);
            if (kept is not null)
            {
                parts.Add(await WriteAsync(draft, new($"files/{path}", PartKind.Definition, path, MayHoldSecrets: false, to => to.WriteAsync(kept.Content, ct).AsTask(), ct)));
            }
        }

        foreach (var path in content.Files)
        {
            parts.Add(await WriteIncludedAsync(draft, path, ct));
        }

        if (content.Secrets)
        {
            parts.Add(await WriteAsync(
                draft,
                new($"files/{Platform.SecretsFileName}", PartKind.Secrets, Platform.SecretsFileName, MayHoldSecrets: true, to => CopyAsync(Platform.SecretsFileName, to, ct), ct)));
        }

        return parts;
    }

    private Task<BackupPart> WriteIncludedAsync(BackupDraft draft, string path, CancellationToken ct) => Directory.Exists(session.Files.Resolve(path))
        ? WriteAsync(draft, new($"included/{path}.tar.gz", PartKind.Folder, path, MayHoldSecrets: true, to => PackAsync(path, to, ct), ct))
        : WriteAsync(draft, new($"included/{path}", PartKind.File, path, MayHoldSecrets: true, to => CopyAsync(path, to, ct), ct));

    private async Task CopyAsync(string path, Stream to, CancellationToken ct)
    {
        await using var file = session.Files.OpenRead(path) ?? throw BackupErrors.NoFile(path);
        await file.CopyToAsync(to, ct);
    }

    private async Task PackAsync(string folder, Stream to, CancellationToken ct)
    {
        await using var zip = new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true);
        await TarFile.CreateFromDirectoryAsync(session.Files.Resolve(folder), zip, includeBaseDirectory: false, ct);
    }

    private Task<BackupPart> WriteAsync(BackupDraft draft, NewPart part)
    {
        var encrypted = part.MayHoldSecrets && content.Recipients.Count > 0;
        var progress = new ByteProgress(session.Time, bytes => scope.Report($"{part.Of}: {Sizes.Write(bytes)} written"));
        return draft.WriteAsync(
            new(encrypted ? $"{part.Path}.age" : part.Path, part.Kind, part.Of, 0, "", encrypted),
            encrypted ? (write, to) => _age.EncryptAsync(content.Recipients, write, to, part.Stop) : null,
            part.Write,
            progress.Tell);
    }
}

/// <summary>A part that is about to be written.</summary>
/// <param name="Of">What it holds, as the platform names it.</param>
/// <param name="MayHoldSecrets">Then it is encrypted, wherever there is anybody to encrypt it for.</param>
internal sealed record NewPart(string Path, PartKind Kind, string Of, bool MayHoldSecrets, Func<Stream, Task> Write, CancellationToken Stop);
