using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.Moves;

/// <summary>Which image each service of a candidate would run.</summary>
/// <param name="Pins">Of every service; one that the engine does not have yet is known by its digest alone.</param>
/// <param name="Notes">What a person should know about the choice.</param>
internal sealed record CandidateImages(IReadOnlyDictionary<string, Pin> Pins, IReadOnlyList<string> Notes)
{
    /// <summary>Those that must be fetched: service → exact reference.</summary>
    public IReadOnlyDictionary<string, string> ToPull => Pins.Where(pin => pin.Value.ImageId.Length == 0).ToDictionary(pin => pin.Key, pin => pin.Value.Exact);

    /// <param name="layers">The services that count, with their layers.</param>
    /// <exception cref="ShipkeeperException">An image is nowhere to be had.</exception>
    public static async Task<CandidateImages> ResolveAsync(
        PlatformSession session, Release current, ResolvedModel model, IReadOnlyDictionary<string, Layer> layers, CancellationToken ct)
    {
        var notes = new List<string>();
        var kept = layers.Keys.Where(service => layers[service] is Layer.Infrastructure && current.Services.ContainsKey(service)).ToHashSet();
        notes.AddRange(kept.Where(service => current.Services[service].Pin.Reference != model.ImageOf(service)).Select(service =>
            $"'{service}' keeps {current.Services[service].Pin.Reference}: infrastructure images move by 'upgrade --service {service}={model.ImageOf(service)}' alone"));

        var wanted = layers.Keys.Except(kept).ToDictionary(service => service, model.ImageOf);
        var found = await Task.WhenAll(wanted.Values.Distinct().Select(async reference => (reference, Image: await PresentImages.FindAsync(session.Docker, reference, ct))));
        var byReference = found.ToDictionary(pair => pair.reference, pair => pair.Image);
        var missing = wanted.Where(image => byReference[image.Value] is null).ToDictionary();
        if (missing.Count > 0)
        {
            throw MoveErrors.ImagesMissing(missing);
        }

        return new(
            layers.Keys.ToDictionary(
                service => service,
                service => kept.Contains(service) ? current.Services[service].Pin : State.Pins.Of(wanted[service], byReference[wanted[service]]!)),
            notes);
    }
}
