using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Steps;

/// <summary>The stages that stop layers, the last one first. Pure.</summary>
internal static class LayerStops
{
    /// <summary>Layers of which nothing runs have no stage.</summary>
    public static IEnumerable<Stage> Of(KnownServices known, IReadOnlyList<Layer> layers) =>
        from layer in layers.OrderDescending()
        let services = known.Running.Where(service => known.Layers[service] == layer).ToList()
        where services.Count > 0
        select Stage.Of(StopServices.Step(
            new([.. ServiceOrder.Groups(services.ToDictionary(service => service, service => known.DependsOn[service])).Reverse()]),
            $"{layer.Name()}: stop {string.Join(", ", services)}"));
}
