using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.State;

/// <summary>Refuses a model that no platform could be started from, before anything is done with it.</summary>
internal static class ModelChecks
{
    /// <param name="observed">What runs already holds its own ports.</param>
    /// <returns>The layer of every service that belongs to one.</returns>
    /// <exception cref="ShipkeeperException">Services that the platform file names and the compose files do not; missing bind sources; ports that are taken.</exception>
    public static IReadOnlyDictionary<string, Layer> Require(Platform platform, ResolvedModel model, IReadOnlyDictionary<string, ObservedService> observed)
    {
        PlatformFileReader.RequireServices(platform.Definition, model.Services.Keys.ToHashSet());
        BindSources.Check(platform, model);
        var layers = LayerAssignment.Of(platform.Definition, model);
        if (layers.Count == 0)
        {
            throw ModelErrors.NoServices(platform.ComposeFiles);
        }

        RefuseWrongOrder(layers, model);
        PublishedPorts.RefuseTaken(model, layers.Keys, observed);
        return layers;
    }

    private static void RefuseWrongOrder(IReadOnlyDictionary<string, Layer> layers, ResolvedModel model)
    {
        foreach (var service in layers.Where(service => service.Value is Layer.Infrastructure).Select(service => service.Key))
        {
            if (model.Services[service].DependsOn.Keys.FirstOrDefault(other => layers.TryGetValue(other, out var layer) && layer is Layer.Application) is { } application)
            {
                throw ModelErrors.LayerOrder(service, application);
            }
        }
    }
}
