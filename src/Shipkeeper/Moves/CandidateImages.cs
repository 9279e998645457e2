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

    /// <summary>
    /// Registries are asked what their tags name now; nothing is pulled. The infrastructure keeps the images it has: a database must not come to
    /// another major because a tag has moved.
    /// </summary>
    /// <param name="layers">The services that count, with their layers.</param>
    /// <exception cref="ShipkeeperException">An image is nowhere to be had.</exception>
    public static async Task<CandidateImages> ResolveAsync(
        PlatformSession session, Release current, ResolvedModel model, IReadOnlyDictionary<string, Layer> layers, CancellationToken ct)
    {
        var kept = layers.Keys.Where(service => layers[service] is Layer.Infrastructure && current.Services.ContainsKey(service)).ToHashSet();
        var wanted = layers.Keys.Except(kept).ToDictionary(service => service, model.ImageOf);
        var choices = await Task.WhenAll(wanted.Values.Distinct().Select(reference => ImageChoice.OfAsync(session, reference, ct)));
        if (choices.Where(choice => choice.Pin is null).ToList() is { Count: > 0 } missing)
        {
            throw MoveErrors.ImagesMissing(missing);
        }

        var byReference = choices.ToDictionary(choice => choice.Reference);
        return new(
            layers.Keys.ToDictionary(service => service, service => kept.Contains(service) ? current.Services[service].Pin : byReference[wanted[service]].Pin!),
            [
                .. kept.Where(service => current.Services[service].Pin.Reference != model.ImageOf(service)).Select(service =>
                    $"'{service}' keeps {current.Services[service].Pin.Reference}: an upgrade leaves the images of the infrastructure as they are"),
                .. choices.Where(choice => choice.Because is not null).Select(choice => $"{choice.Reference} counts as it is on this host: {choice.Because}"),
            ]);
    }
}
