using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Steps;

namespace Shipkeeper.Features.Start;

/// <summary>The steps that bring a platform up. Pure.</summary>
internal static class StartPlanner
{
    /// <exception cref="ShipkeeperException">The files on disk are not those of the current release, or the application has no infrastructure to stand on.</exception>
    public static Plan Plan(StartView view)
    {
        if (view.Current is not null && view.Edits.Count > 0 && !view.Request.AsReleased)
        {
            throw DefinitionErrors.FilesDiffer(view.Current.Number, view.Edits);
        }

        if (view.InfrastructureDown.Count > 0)
        {
            throw StartErrors.InfrastructureDown(view.InfrastructureDown);
        }

        return new()
        {
            Verb = "start",
            Mode = OperationMode.ForwardOnly,
            Stages =
            [
                .. NotEmpty(FilesBack(view)),
                .. NotEmpty(Images(view)),
                .. NotEmpty(Recording(view)),
                .. StandOnInfrastructure(view),
                .. view.Request.Layers.Where(layer => view.Services[layer].Count > 0).SelectMany(layer => StartLayer(view, layer)),
                .. NotEmpty(Commit(view)),
            ],
        };
    }

    private static IEnumerable<Stage> NotEmpty(Stage stage) => stage.Steps.Count > 0 ? [stage] : [];

    private static Stage FilesBack(StartView view) => Stage.Of(
        view.Current is { } release && view.Edits.Count > 0
            ? [PutFilesBack.Step(new(release.Number, [.. view.Edits]), $"put the files of release {release.Number} back: {Names(view.Edits.Select(edit => edit.Path))}")]
            : []);

    private static Stage Images(StartView view) => Stage.Of([.. Pull(view), .. Build(view)]);

    private static IEnumerable<Step> Pull(StartView view) =>
        view.ImagesToPull.Count > 0
            ? [PullImages.Step(new(view.Current?.Number, view.ImagesToPull), $"pull the images of {Names(view.ImagesToPull.Keys)}")]
            : [];

    private static IEnumerable<Step> Build(StartView view) =>
        view.ImagesToBuild.Count > 0 ? [BuildImages.Step(new(view.ImagesToBuild), $"build the images of {Names(view.ImagesToBuild.Keys)}")] : [];

    private static Stage Recording(StartView view) => Stage.Of(
        view.Current is null ? [RecordRelease.Step(new(view.Number), $"record the files and images as release {view.Number}")] : []);

    /// <summary>An application on its own still stands on an infrastructure that is good.</summary>
    private static IEnumerable<Stage> StandOnInfrastructure(StartView view) =>
        view.Request.Layers.Contains(Layer.Infrastructure) || view.Services[Layer.Infrastructure].Count == 0 ? [] : ProveLayer(view, Layer.Infrastructure);

    private static IEnumerable<Stage> StartLayer(StartView view, Layer layer) =>
        ProveLayer(view, layer).Prepend(Stage.Of(
            ConvergeServices.Step(new(view.Number, view.Services[layer]), $"{layer.Name()}: start {Names(view.Services[layer])}")));

    private static IEnumerable<Stage> ProveLayer(StartView view, Layer layer) =>
    [
        .. NotEmpty(Restart(view, layer)),
        Stage.Of(OpenGate.Step(new(view.Number, layer, view.Services[layer]), $"{layer.Name()}: every service is good")),
    ];

    private static Stage Restart(StartView view, Layer layer) => Stage.Of(view.StartedBefore[layer].Count > 0
        ? [RestartServices.Step(new(view.StartedBefore[layer]), $"{layer.Name()}: restart what has files mounted that were put back")]
        : []);

    /// <summary>Only a platform that is up as a whole is a release.</summary>
    private static Stage Commit(StartView view) =>
        Stage.Of(view.Current is null && view.Request.Layers.Contains(Layer.Application)
            ? [CommitRelease.Step(new(view.Number), $"release {view.Number} is the current one")]
            : []);

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
