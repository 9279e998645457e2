using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Versions;

/// <summary>Which images the services of a platform run.</summary>
internal static class RunningImages
{
    /// <returns>Each image of each service once, by the name of the service; a service that is stopped runs none.</returns>
    /// <param name="release">The current one; null before the first.</param>
    public static IReadOnlyList<ServiceImage> Of(Release? release, IReadOnlyDictionary<string, ObservedService> observed) =>
    [
        .. from service in observed.Values
           orderby service.Name
           from image in service.NotStopped.Select(container => Of(service.Name, container, release?.Services.GetValueOrDefault(service.Name))).Distinct()
           select image,
    ];

    /// <summary>A container of a release was made by the exact image of its pin; the pin knows how people name it.</summary>
    private static ServiceImage Of(string service, ContainerSummary container, ReleasedService? released) => released?.Pin.ImageId == container.ImageId
        ? ServiceImage.Of(service, released.Pin.Reference, released.Pin.RepoDigest, container.Labels)
        : ServiceImage.Of(service, container.Image, repoDigest: null, container.Labels);
}
