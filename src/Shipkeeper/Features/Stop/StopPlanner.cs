using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Steps;

namespace Shipkeeper.Features.Stop;

/// <summary>Layers in reverse; within one, dependants first. Pure.</summary>
internal static class StopPlanner
{
    public static Plan Plan(KnownServices known, bool keepInfrastructure) => new()
    {
        Verb = "stop",
        Mode = OperationMode.ForwardOnly,
        Stages = [.. LayerStops.Of(known, keepInfrastructure ? [Layer.Application] : [.. Layers.InOrder])],
    };
}
