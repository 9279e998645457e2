using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Steps;

namespace Shipkeeper.Features.Restart;

/// <summary>
/// The application is stopped while its infrastructure restarts; a single service restarts beside the others. What did not run is started. Pure.
/// </summary>
internal static class RestartPlanner
{
    private static readonly IReadOnlyDictionary<string, DateTimeOffset> Stopped = new Dictionary<string, DateTimeOffset>();

    /// <param name="startTimes">Of the running containers that follow none of these services, by id.</param>
    /// <exception cref="ShipkeeperException">The files on disk are not those of the release.</exception>
    public static Plan Plan(
        Release release,
        IReadOnlyList<FileEdit> edits,
        IReadOnlyCollection<string> services,
        KnownServices known,
        IReadOnlyDictionary<Layer, IReadOnlyDictionary<string, DateTimeOffset>> startTimes)
    {
        if (edits.Count > 0)
        {
            throw DefinitionErrors.FilesDiffer(release.Number, edits);
        }

        var layers = Layers.InOrder.Where(layer => release.ServicesOf(layer).Intersect(services).Any()).ToList();
        var stopsApplication = layers.Count == Layers.InOrder.Count;
        return new()
        {
            Verb = "restart",
            Mode = OperationMode.ForwardOnly,
            Stages =
            [
                .. stopsApplication ? LayerStops.Of(known with { Running = [.. known.Running.Intersect(services)] }, [Layer.Application]) : [],
                .. layers.SelectMany(layer => RestartLayer(
                    release, known, layer, [.. release.ServicesOf(layer).Intersect(services)], layer is Layer.Application && stopsApplication ? Stopped : startTimes[layer])),
            ],
        };
    }

    private static IEnumerable<Stage> RestartLayer(
        Release release, KnownServices known, Layer layer, IReadOnlyList<string> services, IReadOnlyDictionary<string, DateTimeOffset> startedBefore)
    {
        var names = string.Join(", ", services);
        if (startedBefore.Count > 0)
        {
            var followers = FindFollowers(release, services);
            foreach (var stop in LayerStops.Of(known with { Running = [.. known.Running.Intersect(followers)] }, [layer]))
            {
                yield return stop;
            }

            yield return Stage.Of(RestartServices.Step(new(startedBefore), $"{layer.Name()}: restart {string.Join(", ", services.Except(followers))}"));
        }

        yield return Stage.Of(ConvergeServices.Step(new(release.Number, services), $"{layer.Name()}: {names} as release {release.Number} says"));
        yield return Stage.Of(OpenGate.Step(new(release.Number, services), $"{layer.Name()}: {names} good"));
    }

    /// <returns>Those that cannot restart beside the others: they are stopped before, and started after what they follow.</returns>
    public static IReadOnlyList<string> FindFollowers(Release release, IReadOnlyCollection<string> services) =>
        [.. services.Where(service => services.Any(release.Services[service].Follows))];
}
