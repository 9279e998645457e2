using System.Formats.Tar;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Moves;

/// <summary>The files that an image holds in its working directory: how a host without git gets new definitions. The image is never run.</summary>
internal static class BundleCandidate
{
    private const int MaximumFiles = 10_000;
    private const long MaximumBytes = 256L << 20;

    private static readonly IReadOnlyList<string> Nothing = ["/shipkeeper-runs-nothing"];
    private static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string> { ["shipkeeper.bundle"] = "" };

    /// <param name="fetch">Whether an image that is not here may be pulled.</param>
    /// <exception cref="ShipkeeperException">It is not to be had, or holds what cannot be written as plain files.</exception>
    public static async Task<Candidate> ReadAsync(PlatformSession session, Release current, string reference, bool fetch, CancellationToken ct)
    {
        var image = await FindAsync(session, reference, fetch, ct);
        var folder = await CandidateFolder.MakeAsync(session, image.Id[(image.Id.IndexOf(':') + 1)..], path => ExtractAsync(session, image, reference, path, ct));
        return CandidateFolder.Read(session, current, folder, new(SourceKind.Bundle, reference));
    }

    private static async Task<ImageDetails> FindAsync(PlatformSession session, string reference, bool fetch, CancellationToken ct)
    {
        var choice = await ImageChoice.OfAsync(session, new(reference), ct);
        var pin = choice.Pin ?? throw MoveErrors.ImagesMissing([choice]);
        if (pin.ImageId.Length == 0)
        {
            await session.PullImageAsync(fetch ? pin.Exact : throw MoveErrors.BundleNotHere(reference), _ => { }, ct);
        }

        return await session.Docker.Images.InspectAsync(pin.Exact, ct);
    }

    private static async Task ExtractAsync(PlatformSession session, ImageDetails image, string reference, string folder, CancellationToken ct)
    {
        var container = await session.Docker.Containers.CreateAsync(image.Id, Nothing, Labels, [], ct);
        try
        {
            Directory.CreateDirectory(folder);
            await session.Docker.Containers.ReadArchiveAsync(
                container, image.WorkingDirectory is { Length: > 0 } directory ? directory : "/", tar => WriteAsync(tar, new(folder), reference, ct), ct);
        }
        finally
        {
            await session.Docker.Containers.RemoveAsync(container, force: true, anonymousVolumes: true, CancellationToken.None);
        }
    }

    private static async Task WriteAsync(Stream tar, RootedFiles files, string reference, CancellationToken ct)
    {
        await using var reader = new TarReader(tar, leaveOpen: true);
        var (count, bytes) = (0, 0L);
        for (var entry = await reader.GetNextEntryAsync(copyData: false, ct); entry is not null; entry = await reader.GetNextEntryAsync(copyData: false, ct))
        {
            (count, bytes) = (count + 1, bytes + entry.Length);
            if (count > MaximumFiles || bytes > MaximumBytes)
            {
                throw MoveErrors.BundleRefused(reference, $"it holds more than {MaximumFiles} files or {MaximumBytes >> 20} MiB");
            }

            await WriteAsync(entry, files, reference, ct);
        }

        await tar.CopyToAsync(Stream.Null, ct);
    }

    private static async Task WriteAsync(TarEntry entry, RootedFiles files, string reference, CancellationToken ct)
    {
        var path = files.Resolve(entry.Name);
        if (entry.EntryType is TarEntryType.Directory)
        {
            Directory.CreateDirectory(path);
        }
        else if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await entry.ExtractToFileAsync(path, overwrite: false, ct);
        }
        else
        {
            throw MoveErrors.BundleRefused(reference, $"'{entry.Name}' is no plain file");
        }
    }
}
