using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Versions;

namespace Shipkeeper.Features.Versions;

/// <summary>Reads what <c>versions</c> shows: manifests, one list of containers, and registries only when they are to be asked.</summary>
internal static class VersionsObserver
{
    public static async Task<VersionsView> ObserveAsync(PlatformSession session, bool askRegistries, CancellationToken ct)
    {
        var listing = session.ObserveAsync(ct);
        var platform = session.Platform;
        var release = session.Releases.ReadCurrent();
        var manifest = ManifestReader.ReadCurrent(session, release);
        var next = release is not null && IsAnotherOnDisk(session, release) ? ManifestReader.ReadOnDisk(session.Files, platform.Definition) : null;
        var running = RunningImages.Of(release, await listing);
        return new(
            platform.Name,
            platform.Definition.Versions,
            [.. running.Select(image => image.Service).Union(release?.Services.Keys ?? []).Order(StringComparer.Ordinal)],
            running,
            manifest,
            next,
            ProgramVersion.Semantic,
            askRegistries ? await AskAsync(session, release, running, ct) : new Dictionary<string, AvailableStatus>());
    }

    private static bool IsAnotherOnDisk(PlatformSession session, Release release)
    {
        var file = session.Platform.Definition.Versions;
        return session.Files.Read(file) is { } onDisk && !(session.Releases.ReadKeptFile(release.Number, file)?.Content ?? []).AsSpan().SequenceEqual(onDisk);
    }

    /// <summary>Side by side, and each reference once: a registry counts what it is asked.</summary>
    private static async Task<IReadOnlyDictionary<string, AvailableStatus>> AskAsync(
        PlatformSession session, Release? release, IReadOnlyList<ServiceImage> running, CancellationToken ct)
    {
        var pins = release is null ? await PinsOfAsync(session, running, ct) : release.Services.ToDictionary(service => service.Key, service => service.Value.Pin);
        var asked = pins.Values.DistinctBy(pin => pin.Reference).ToDictionary(pin => pin.Reference, pin => AskAsync(session, pin, ct));
        await Task.WhenAll(asked.Values);
        return pins.ToDictionary(pin => pin.Key, pin => asked[pin.Value.Reference].Result);
    }

    private static async Task<AvailableStatus> AskAsync(PlatformSession session, Pin pin, CancellationToken ct)
    {
        if (pin.RepoDigest is null || !ImageReference.TryParse(pin.RepoDigest, out var here))
        {
            return new(Availability.Local);
        }

        try
        {
            var offered = await session.AskRegistryAsync(pin.Reference, ct);
            return new(offered.Digest == here.Digest ? Availability.Same : Availability.Another, offered.Digest);
        }
        catch (ShipkeeperException failure)
        {
            return new(Availability.Unknown, Because: $"{failure.Message.TrimEnd('.')} ({failure.Code.Name})");
        }
    }

    /// <summary>Before the first release nobody has written down which digest a reference had.</summary>
    private static async Task<IReadOnlyDictionary<string, Pin>> PinsOfAsync(PlatformSession session, IReadOnlyList<ServiceImage> running, CancellationToken ct)
    {
        var found = await Task.WhenAll(running.DistinctBy(image => image.Service).Select(async image =>
            (image.Service, Pin: await PresentImages.FindAsync(session.Docker, image.Reference, ct) is { } here ? Pins.Of(image.Reference, here) : null)));
        return found.Where(service => service.Pin is not null).ToDictionary(service => service.Service, service => service.Pin!);
    }
}
