using System.Formats.Tar;
using System.IO.Compression;
using Shipkeeper.Model;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Volumes;

/// <summary>Volumes as gzipped tars, through the engine: never on a disk between, and never in memory.</summary>
internal sealed class VolumeArchive(PlatformSession session, Release release, string operationId)
{
    private const string Folder = "/shipkeeper";
    private static readonly TimeSpan Limit = TimeSpan.FromHours(4);
    private static readonly string[] Nothing = ["none"];

    public async Task ReadAsync(string volume, Stream to, CancellationToken ct)
    {
        await using var container = await MountAsync([new(volume, Folder, ReadOnly: true)], ct);
        await using var zip = new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true);
        await session.Docker.Containers.ReadArchiveAsync(container.Id, Folder, tar => tar.CopyToAsync(zip, ct), ct);
    }

    /// <summary>What was in the volume is gone.</summary>
    /// <param name="archive">Gzipped.</param>
    public async Task ReplaceAsync(string volume, Stream archive, CancellationToken ct)
    {
        await OneOffContainer.EmptyAsync(session, release, operationId, volume, ct);
        await using var container = await MountAsync([new(volume, Folder, ReadOnly: false)], ct);
        await using var tar = new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true);
        await session.Docker.Containers.WriteArchiveAsync(container.Id, Folder, tar, Limit, ct);
    }

    /// <summary>Makes another volume the same, on its disk; what was in that is gone.</summary>
    public async Task CopyAsync(string from, string to, CancellationToken ct)
    {
        await OneOffContainer.EmptyAsync(session, release, operationId, to, ct);

        // Two, because the engine holds a container as long as it reads from it, and would wait for itself.
        await using var source = await MountAsync([new(from, Folder, ReadOnly: true)], ct);
        await using var target = await MountAsync([new(to, Folder, ReadOnly: false)], ct);
        await session.Docker.Containers.ReadArchiveAsync(
            source.Id, Folder, tar => session.Docker.Containers.WriteArchiveAsync(target.Id, Folder, tar, Limit, ct), ct);
        await OneOffContainer.SyncAsync(session, release, operationId, to, ct);
    }

    /// <summary>Reads an archive to its end: it can be unpacked, and none of it would land beside the volume.</summary>
    /// <returns>How many files, folders and links it holds.</returns>
    /// <exception cref="InvalidDataException">It cannot be unpacked.</exception>
    public static async Task<int> CheckAsync(Stream archive, CancellationToken ct)
    {
        var entries = 0;
        await using var tar = new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true);
        await using var reader = new TarReader(tar, leaveOpen: true);
        for (var entry = await reader.GetNextEntryAsync(copyData: false, ct); entry is not null; entry = await reader.GetNextEntryAsync(copyData: false, ct))
        {
            if (LeadsOut(entry.Name) || (entry.EntryType is TarEntryType.HardLink && LeadsOut(entry.LinkName)))
            {
                throw new InvalidDataException($"the entry '{entry.Name}' leads out of it");
            }

            entries++;
        }

        // What follows the last entry belongs to the check of gzip.
        await tar.CopyToAsync(Stream.Null, ct);
        return entries;
    }

    /// <summary>Pure.</summary>
    internal static bool LeadsOut(string path) => path.StartsWith('/') || path.Split('/').Contains("..");

    private Task<OneOffContainer> MountAsync(IReadOnlyList<VolumeMount> volumes, CancellationToken ct) =>
        OneOffContainer.CreateAsync(session, release, operationId, Nothing, volumes, ct);
}
