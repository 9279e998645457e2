using Shipkeeper.Tools.Encryption;
using Shipkeeper.Volumes;

namespace Shipkeeper.Backups;

/// <summary>One backup, with what it takes to read it.</summary>
/// <param name="IdentityFile">Absolute; null where nobody has named one.</param>
internal sealed record BackupReading(BackupFolder Folder, string? IdentityFile)
{
    public BackupManifest Manifest => Folder.Manifest;

    /// <param name="given">A name in the platform's directory of backups, or the path of a folder.</param>
    /// <exception cref="ShipkeeperException">There is none, it is not whole at first sight, or it is another platform's.</exception>
    public static BackupReading Open(PlatformSession session, string given, string? identityFile)
    {
        var path = given.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(given) : Path.Combine(BackupDirectory.PathOf(session, given: null), given);
        var folder = BackupFolder.Open(path);
        if (folder.Manifest.Platform != session.Platform.Name)
        {
            throw BackupErrors.Foreign(folder.Name, folder.Manifest.Platform, session.Platform.Name);
        }

        var identity = identityFile is null ? null : Path.GetFullPath(identityFile);
        return identity is null || File.Exists(identity) ? new(folder, identity) : throw BackupErrors.NoIdentity(identity);
    }

    /// <summary>Reads every byte of every part. Volumes are unpacked into nothing, and one part is decrypted: then all can be.</summary>
    /// <exception cref="ShipkeeperException">The backup is refused, with the part.</exception>
    public async Task MustBeGoodAsync(PlatformSession session, Action<string> report, CancellationToken ct)
    {
        if (IdentityFile is null && Manifest.Parts.FirstOrDefault(part => part.Encrypted) is { } encrypted)
        {
            throw BackupErrors.NeedsIdentity(Folder.Name, encrypted.Path);
        }

        await Folder.MustBeWholeAsync(report, ct);
        if (Manifest.Parts.Where(part => part.Encrypted).MinBy(part => part.Bytes) is { } smallest)
        {
            await ReadAsync(session, smallest, content => content.CopyToAsync(Stream.Null, ct), ct);
        }

        foreach (var part in Manifest.Parts.Where(part => part.Kind is PartKind.Volume or PartKind.Folder))
        {
            report($"{Folder.Name}: unpacking {part.Path}");
            await CheckArchiveAsync(session, part, ct);
        }
    }

    public Task ReadAsync(PlatformSession session, BackupPart part, Func<Stream, Task> read, CancellationToken ct) =>
        Folder.ReadAsync(new Age(session.ToolRunner), part, IdentityFile, read, ct);

    private async Task CheckArchiveAsync(PlatformSession session, BackupPart part, CancellationToken ct)
    {
        try
        {
            await ReadAsync(session, part, content => VolumeArchive.CheckAsync(content, ct), ct);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw BackupErrors.NotWhole(Folder.Name, part.Path, damaged.Message.TrimEnd('.'));
        }
    }
}
