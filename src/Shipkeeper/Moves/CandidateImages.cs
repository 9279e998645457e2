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
    /// another major because a tag has moved. A service that was put on an image of its own stays there until the files name another one.
    /// </summary>
    /// <param name="layers">The services that count, with their layers.</param>
    /// <param name="moved">Service → the image to put it on; where there is one, every other service keeps what it has.</param>
    /// <exception cref="ShipkeeperException">An image is nowhere to be had, or there is no such service.</exception>
    public static async Task<CandidateImages> ResolveAsync(
        PlatformSession session,
        Release current,
        ResolvedModel model,
        IReadOnlyDictionary<string, Layer> layers,
        IReadOnlyDictionary<string, WantedImage> moved,
        CancellationToken ct)
    {
        if (moved.Keys.Except(layers.Keys).FirstOrDefault() is { } unknown)
        {
            throw MoveErrors.NoSuchService(unknown, layers.Keys);
        }

        var kept = layers.Keys.Except(moved.Keys).Where(service => current.Services.TryGetValue(service, out var before)
            && (moved.Count > 0 || layers[service] is Layer.Infrastructure || before.NamedImage == model.ImageOf(service))).ToHashSet();
        var wanted = layers.Keys.Except(kept).ToDictionary(service => service, service => moved.GetValueOrDefault(service) ?? new(model.ImageOf(service)));
        var choices = await Task.WhenAll(wanted.Values.Distinct().Select(image => ImageChoice.OfAsync(session, image, ct)));
        if (choices.Where(choice => choice.Pin is null).ToList() is { Count: > 0 } missing)
        {
            throw MoveErrors.ImagesMissing(missing);
        }

        var byImage = choices.ToDictionary(choice => choice.Image);
        return new(
            layers.Keys.ToDictionary(service => service, service => kept.Contains(service) ? current.Services[service].Pin : byImage[wanted[service]].Pin!),
            [
                .. from service in kept
                   let pin = current.Services[service].Pin
                   where pin.Reference != model.ImageOf(service)
                   select Stays(service, layers[service], pin, model.ImageOf(service)),
                .. choices.Where(choice => choice.Because is not null).Select(choice => $"{choice.Image.Reference} counts as it is on this host: {choice.Because}"),
            ]);
    }

    private static string Stays(string service, Layer layer, Pin pin, string named) => layer is Layer.Infrastructure
        ? $"'{service}' keeps {pin.Reference}: an image of the infrastructure moves by 'upgrade --service {service}={named}' alone"
        : $"'{service}' stays on {pin.Reference}, where it was put on its own: 'upgrade --service {service}={named}' takes it to what the files say";
}
