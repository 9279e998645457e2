using System.Text;
using Shipkeeper.Model;
using Shipkeeper.Tools.Compose;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.State;

/// <summary>
/// Containers that were taken over as they were, made from the tag that the files name. To Compose, a pin is another definition, and it would
/// make them anew as soon as it comes across them.
/// </summary>
internal static class AdoptedContainers
{
    /// <summary>The project of a release, in which those that are still there have no pin: Compose finds them right, and leaves them.</summary>
    public static async Task<ComposeProject> LeaveAsync(
        PlatformSession session, Release release, IReadOnlyDictionary<string, ObservedService> observed, CancellationToken ct)
    {
        var left = (await FindAsync(session, release, observed, ct)).Where(adopted => adopted.IsNamed).Select(adopted => adopted.Service).ToList();
        var project = session.ComposeProject(release.Number);
        return left.Count == 0 ? project : project with { LastFile = Unpinned(release, left) };
    }

    /// <returns>Those whose tag leads to another image by now: Compose may make them anew, from the image that they have.</returns>
    public static async Task<IReadOnlyList<string>> FindRenamedAsync(
        PlatformSession session, Release release, IReadOnlyDictionary<string, ObservedService> observed, CancellationToken ct) =>
        [.. (await FindAsync(session, release, observed, ct)).Where(adopted => !adopted.IsNamed).Select(adopted => adopted.Service)];

    private static async Task<IReadOnlyList<(string Service, bool IsNamed)>> FindAsync(
        PlatformSession session, Release release, IReadOnlyDictionary<string, ObservedService> observed, CancellationToken ct)
    {
        var adopted = release.Services.Where(service => service.Value.AdoptedHash is { } hash && IsLabelled(observed.GetValueOrDefault(service.Key), hash)).ToList();
        return await Task.WhenAll(adopted.Select(async service =>
            (service.Key, await PresentImages.FindAsync(session.Docker, service.Value.Pin.Reference, ct) is { } image && image.Id == service.Value.Pin.ImageId)));
    }

    private static bool IsLabelled(ObservedService? service, string hash) =>
        service is { Containers.Count: > 0 } && service.Containers.All(container => container.Labels.GetValueOrDefault(ComposeLabels.ConfigHash) == hash);

    private static string Unpinned(Release release, IEnumerable<string> services)
    {
        var text = new StringBuilder("services:\n");
        foreach (var service in services)
        {
            text.Append($"  \"{service}\":\n    image: \"{release.Services[service].Pin.Reference}\"\n");
            if (release.Services[service].HasCopiedContent)
            {
                text.Append($"    labels: {{{ComposeLabels.Content}: !reset null}}\n");
            }
        }

        return text.ToString();
    }
}
