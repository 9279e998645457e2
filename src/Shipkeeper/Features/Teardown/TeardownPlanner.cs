using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.Steps;

namespace Shipkeeper.Features.Teardown;

/// <summary>Stops first, so that everybody can finish; then removes what others hold on to last. The releases know the images, so they are forgotten after those. Pure.</summary>
internal static class TeardownPlanner
{
    public static Plan Plan(TeardownView view) => PlanOf([.. LayerStops.Of(view.Known, Layers.InOrder), .. Removals(view)]);

    /// <summary>Of what a person agrees to: what will be gone. What runs, and so is stopped first, may be another thing each moment.</summary>
    public static string HashOfConsent(TeardownView view) => PlanOf([.. Removals(view)]).ComputeHash();

    private static Plan PlanOf(IReadOnlyList<Stage> stages) => new() { Verb = "teardown", Mode = OperationMode.ForwardOnly, Stages = stages };

    private static IEnumerable<Stage> Removals(TeardownView view) =>
    [
        .. Removal(EngineThing.Container, view.Containers, "remove the containers"),
        .. Removal(EngineThing.Network, view.Networks, "remove the networks"),
        .. Removal(EngineThing.Volume, view.Volumes, "destroy the volumes"),
        .. Removal(EngineThing.Image, view.Images, "remove the images"),
        .. view.Releases ? [Stage.Of(ForgetReleases.Step(new(view.Platform), "forget the releases"))] : Array.Empty<Stage>(),
        .. view.Secrets ? [Stage.Of(RemoveSecrets.Step(new(view.Platform), "remove .env"))] : Array.Empty<Stage>(),
    ];

    private static IEnumerable<Stage> Removal(EngineThing thing, IReadOnlyList<NamedId> items, string what) =>
        items.Count > 0 ? [Stage.Of(RemoveFromEngine.Step(new(thing, items), $"{what} {string.Join(", ", items.Select(item => item.Name))}"))] : [];
}
