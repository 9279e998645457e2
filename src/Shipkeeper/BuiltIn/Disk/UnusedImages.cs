using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.BuiltIn.Disk;

/// <summary>Images that no container has and that no kept release holds. An image that was built here and has a name stays: nobody else has it.</summary>
internal sealed class UnusedImages(DockerEngine docker, BuiltInRun run)
{
    /// <param name="before">Images that came, or got a name, later than this stay.</param>
    /// <returns>Whether any went, or would.</returns>
    public async Task<bool> RemoveAsync(IReadOnlyList<ContainerSummary> containers, DateTimeOffset before, CancellationToken ct)
    {
        var used = containers.Select(container => container.ImageId).ToHashSet();
        var changed = false;
        foreach (var image in (await docker.Images.ListAsync([], [], ct)).Where(image => !used.Contains(image.Id) && !IsHeld(image) && CanComeBack(image)))
        {
            changed |= await PresentImages.FindAsync(docker, image.Id, ct) is { } details && (details.LastTagged ?? details.Created ?? before) < before && await RemoveAsync(image, ct);
        }

        return changed;
    }

    /// <summary>Releases hold their images by a name of their own.</summary>
    private static bool IsHeld(ImageSummary image) => image.Tags.Any(Pins.IsHold);

    private static bool CanComeBack(ImageSummary image) => image.Tags.Count == 0 || image.Digests.Count > 0;

    private async Task<bool> RemoveAsync(ImageSummary image, CancellationToken ct)
    {
        IReadOnlyList<string> names = image.Tags is { Count: > 0 } tags ? tags : image.Digests is { Count: > 0 } digests ? digests : [image.Id];
        try
        {
            foreach (var name in run.Applies ? names : [])
            {
                await docker.Images.RemoveAsync(name, ct);
            }
        }
        catch (ShipkeeperException kept) when (kept.Code == DockerErrors.ConflictCode || kept.Code == DockerErrors.NotFoundCode)
        {
            // Somebody has begun to use it, another image is built on it, or it has gone.
            return false;
        }

        run.Log($"image {names[0]}: {(run.Applies ? "removed" : "goes")}, {image.Size >> 20} MB");
        return true;
    }
}
