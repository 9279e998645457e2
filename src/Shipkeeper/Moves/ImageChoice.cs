using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Moves;

/// <summary>What is meant by an image, found out on this host and at its registry.</summary>
/// <param name="Pin">Null where it is nowhere to be had.</param>
/// <param name="Because">Why the registry did not say; null where it did, or had not to be asked.</param>
internal sealed record ImageChoice(WantedImage Image, Pin? Pin, string? Because = null)
{
    public static async Task<ImageChoice> OfAsync(PlatformSession session, WantedImage image, CancellationToken ct)
    {
        var reference = image.Reference;
        var here = await PresentImages.FindAsync(session.Docker, image.Exact ?? reference, ct);
        if (here is not null && (image.Exact is not null || Pins.Of(reference, here).RepoDigest is null || reference.Contains('@', StringComparison.Ordinal)))
        {
            // Built on this host, or exact by itself.
            return new(image, Pins.Of(reference, here));
        }

        try
        {
            return new(image, await AskAsync(session, reference, ct));
        }
        catch (ShipkeeperException failure) when (!ct.IsCancellationRequested)
        {
            return new(image, here is null ? null : Pins.Of(reference, here), $"{failure.Message.TrimEnd('.')} ({failure.Code.Name})");
        }
    }

    private static async Task<Pin> AskAsync(PlatformSession session, string reference, CancellationToken ct)
    {
        var offered = await session.AskRegistryAsync(reference, ct);
        var engine = await session.Docker.VersionAsync(ct);
        if (!offered.IsFor(engine))
        {
            throw MoveErrors.OtherMachine(reference, offered.Platforms, $"{engine.OperatingSystem}/{engine.Architecture}");
        }

        var exact = Pins.ExactOf(reference, offered.Digest);
        return await PresentImages.FindAsync(session.Docker, exact, ct) is { } here ? new(reference, exact, here.Id) : new(reference, exact, ImageId: "");
    }
}
