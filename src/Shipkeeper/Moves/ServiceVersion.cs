using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Versions;

namespace Shipkeeper.Moves;

/// <summary>Which image is meant by a version of one service.</summary>
internal static class ServiceVersion
{
    /// <param name="version">As the image says it of itself, its tag, or a whole reference.</param>
    /// <returns>The one that a kept release ran, which needs no network; else the same image with that tag.</returns>
    public static async Task<WantedImage> FindAsync(PlatformSession session, Release current, string service, string version, CancellationToken ct)
    {
        if (!current.Services.TryGetValue(service, out var running))
        {
            throw MoveErrors.NoSuchService(service, current.Services.Keys);
        }

        foreach (var pin in KeptPins(session, service))
        {
            if (await PresentImages.FindAsync(session.Docker, pin.ImageId, ct) is { } image
                && IsVersion(version, pin, ServiceImage.VersionOf(pin.Reference, image.Labels)))
            {
                return new(pin.Reference, pin.Exact);
            }
        }

        return new(ImageReference.TryParse(running.Pin.Reference, out var reference) && !version.AsSpan().ContainsAny('/', ':')
            ? (reference with { Tag = version, Digest = null }).ToString()
            : version);
    }

    /// <summary>The newest first.</summary>
    private static IEnumerable<Pin> KeptPins(PlatformSession session, string service) =>
        session.Releases.ListNumbers().Reverse().Select(session.Releases.Read).Select(release => release.Services.GetValueOrDefault(service)?.Pin).OfType<Pin>().Distinct();

    private static bool IsVersion(string version, Pin pin, string? own) =>
        version == own || version == pin.Reference || (ImageReference.TryParse(pin.Reference, out var reference) && reference.Tag == version);
}
