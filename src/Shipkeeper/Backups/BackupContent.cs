using Shipkeeper.Model;
using Shipkeeper.Snapshots;
using Shipkeeper.Volumes;

namespace Shipkeeper.Backups;

/// <summary>What a backup will hold, and whether that is possible; found out before anything is written.</summary>
/// <param name="Volumes">As the compose files name them → as the engine does.</param>
/// <param name="Files">Below <c>backup.include.files</c>, without the secrets.</param>
/// <param name="Recipients">For whom it is encrypted; none: it is not.</param>
/// <param name="Secrets">Whether <c>.env</c> goes into it.</param>
/// <param name="LeftOut">What a reader may expect in it, and why it is not.</param>
internal sealed record BackupContent(
    IReadOnlyDictionary<string, string> Volumes, IReadOnlyList<string> Files, IReadOnlyList<string> Recipients, bool Secrets, IReadOnlyList<string> LeftOut)
{
    /// <exception cref="ShipkeeperException">A volume is unknown, a file is not there, or there is no room.</exception>
    public static async Task<BackupContent> ObserveAsync(PlatformSession session, Release release, string directory, CancellationToken ct)
    {
        var backup = session.Platform.Definition.Backup;
        var (volumes, ofDatabase) = await FindVolumesAsync(session, release, ct);
        var secrets = session.Files.Exists(Platform.SecretsFileName);
        var content = new BackupContent(
            volumes,
            [.. backup.Include.Files.Where(file => file != Platform.SecretsFileName)],
            backup.Recipients,
            secrets && backup.Recipients.Count > 0,
            [
                .. ofDatabase.Select(volume => $"the volume {volume} is the database's own: the dump holds what is in it"),
                .. secrets && backup.Recipients.Count == 0
                    ? [".env, because the backup is not encrypted ('backup.recipients'). Keep a copy elsewhere: without its keys, what is encrypted in the database cannot be read again"]
                    : Array.Empty<string>(),
            ]);
        foreach (var file in content.Files.Where(file => !session.Files.Exists(file)))
        {
            throw BackupErrors.NoFile(file);
        }

        await RequireRoomAsync(session, content, directory, ct);
        return content;
    }

    private static async Task<(IReadOnlyDictionary<string, string> Volumes, IReadOnlyList<string> OfDatabase)> FindVolumesAsync(
        PlatformSession session, Release release, CancellationToken ct)
    {
        var named = session.Platform.Definition.Backup.Include.Volumes.Select(volume => volume.Text).Distinct().ToList();
        if (named.FirstOrDefault(volume => !release.Volumes.ContainsKey(volume)) is { } unknown)
        {
            throw BackupErrors.NoVolume(unknown, release.Volumes.Keys);
        }

        var mounted = await VolumeUsers.FindAsync(session, ct);
        var ofDatabase = named.Where(volume => session.Platform.Definition.Database is { } database && mounted.UsersOf(release.Volumes[volume]).Contains(database.Service.Text)).ToList();
        return (named.Except(ofDatabase).ToDictionary(volume => volume, volume => release.Volumes[volume]), ofDatabase);
    }

    private static async Task RequireRoomAsync(PlatformSession session, BackupContent content, string directory, CancellationToken ct)
    {
        var free = BackupDirectory.FreeBytesAt(session, directory);
        var measuring = content.Volumes.Count == 0 ? Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long>()) : session.Docker.Volumes.MeasureAsync(ct);
        var database = session.Platform.Definition.Database is { } definition ? await DatabaseBytesAsync(session, definition.Name, ct) : 0;
        var sizes = await measuring;
        var needed = database + content.Volumes.Values.Sum(volume => sizes.GetValueOrDefault(volume)) + content.Files.Sum(file => SizeOf(session.Files.Resolve(file)));
        if (needed > free)
        {
            throw BackupErrors.NoRoom("the backup", needed, $"where {directory} is", free);
        }
    }

    private static async Task<long> DatabaseBytesAsync(PlatformSession session, string database, CancellationToken ct)
    {
        await using var server = await Database.DatabaseServer.OpenAsync(session, "backup", SnapshotLimits.Usual, ct);
        return (await SnapshotObserver.ObserveAsync(session, server, database, ct)).DatabaseBytes;
    }

    private static long SizeOf(string path) => Directory.Exists(path)
        ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
        : new FileInfo(path).Length;
}
