using Shipkeeper.Tools.Docker;

namespace Shipkeeper.State;

/// <summary>Which images the engine has.</summary>
internal static class PresentImages
{
    /// <param name="images">Service → reference or id.</param>
    /// <returns>Those that the engine does not have.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> FindMissingAsync(
        DockerEngine docker, IReadOnlyDictionary<string, string> images, CancellationToken ct)
    {
        var references = images.Values.Distinct().ToList();
        var found = await Task.WhenAll(references.Select(reference => FindAsync(docker, reference, ct)));
        var missing = references.Where((_, index) => found[index] is null).ToHashSet();
        return images.Where(image => missing.Contains(image.Value)).ToDictionary();
    }

    /// <returns>Null when the engine does not have it.</returns>
    public static async Task<ImageDetails?> FindAsync(DockerEngine docker, string reference, CancellationToken ct)
    {
        try
        {
            return await docker.Images.InspectAsync(reference, ct);
        }
        catch (ShipkeeperException missing) when (missing.Code == DockerErrors.NotFoundCode)
        {
            return null;
        }
    }
}
