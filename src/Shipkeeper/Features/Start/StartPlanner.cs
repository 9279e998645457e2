using Shipkeeper.Engine.Planning;
using Shipkeeper.Hooks;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
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

        return view.Adopted is { } adoption ? Adopt(view, adoption) : new()
        {
            Verb = "start",
            Mode = OperationMode.ForwardOnly,
            Stages =
            [
                .. StopTouched(view),
                FilesBack(view),
                Images(view),
                Recording(view),
                .. StartLayer(view, Layer.Infrastructure),
                Hook(view, Layer.Infrastructure, HookMoments.AfterInfrastructure),
                Schema(view),
                Provision(view),
                Configuration(view),
                Hook(view, Layer.Application, HookMoments.BeforeApplication),
                .. StartLayer(view, Layer.Application),
                Commit(view),
            ],
        };
    }

    /// <summary>A record, and nothing else.</summary>
    private static Plan Adopt(StartView view, Adoption adoption) => new()
    {
        Verb = "start",
        Mode = OperationMode.ForwardOnly,
        Stages =
        [
            Stage.Of(RecordRelease.Step(
                new(view.Number, adoption.Images, Source: new(SourceKind.Adopted), Adopted: adoption.Hashes), $"record what is there as release {view.Number}")),
            Commit(view),
        ],
    };

    /// <summary>Before their files change, so that whoever ends an interrupted start finds them stopped, and starts them.</summary>
    private static IEnumerable<Stage> StopTouched(StartView view) =>
        (view.Current ?? view.Attempt) is { } known ? LayerStops.Of(KnownServices.Of(known, running: view.Touched), Layers.InOrder) : [];

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

    private static IEnumerable<Stage> StartLayer(StartView view, Layer layer)
    {
        var wanted = view.Request.Layers.Contains(layer);
        var touched = view.Services[layer].Intersect(view.Touched).ToList();
        return
        [
            Converge(view, layer, wanted ? view.Services[layer] : touched),
            Stage.Of([.. Prove(view, layer, wanted || IsStoodOn(view, layer) ? view.Services[layer] : touched), .. Prepare(view, layer)]),
        ];
    }

    /// <summary>An application on its own still stands on an infrastructure that is good.</summary>
    private static bool IsStoodOn(StartView view, Layer layer) => view.Request.Layers.Any(wanted => wanted > layer);

    private static Stage Converge(StartView view, Layer layer, IReadOnlyList<string> services) => Stage.Of(
        services.Count > 0
            ? [ConvergeServices.Step(new(view.Number, services, layer is Layer.Application && Prepares(view)), $"{layer.Name()}: start {Names(services)}")]
            : []);

    private static IEnumerable<Step> Prove(StartView view, Layer layer, IReadOnlyList<string> services) =>
        services.Count > 0 ? [OpenGate.Step(new(view.Number, services), $"{layer.Name()}: {Whose(view, layer, services)} good")] : [];

    /// <summary>While the infrastructure boots, Compose has the time to make the containers of the application.</summary>
    private static IEnumerable<Step> Prepare(StartView view, Layer layer) =>
        layer is Layer.Infrastructure && Prepares(view)
            ? [PrepareServices.Step(new(view.Number, view.Services[Layer.Application]), $"{Layer.Application.Name()}: prepare {Names(view.Services[Layer.Application])}")]
            : [];

    /// <summary>Not the first time: such a start often ends before the application, for want of configuration.</summary>
    private static bool Prepares(StartView view) =>
        view.Current is not null && !view.ApplicationIsMade && StartsApplication(view)
        && view.Request.Layers.Contains(Layer.Infrastructure) && view.Services[Layer.Infrastructure].Count > 0;

    private static string Whose(StartView view, Layer layer, IReadOnlyList<string> services) =>
        services.Count == view.Services[layer].Count ? "every service is" : $"{Names(services)} {(services.Count == 1 ? "is" : "are")}";

    /// <summary>The schema belongs to the infrastructure, and no application starts on one that it does not know.</summary>
    private static Stage Schema(StartView view) => Stage.Of([.. MiddleLayers.Schema(view.Number, view.Migrations)]);

    /// <summary>
    /// Not for an application that makes its tables by itself, and is forced to start without: what is made has nowhere to go yet.
    /// </summary>
    private static Stage Provision(StartView view) => Stage.Of(
        StartsApplication(view) && !(view.Request.Force && view.Migrations is MigrationsDefinition.ByApplication) ? [.. MiddleLayers.Provision(view.Config)] : []);

    private static Stage Configuration(StartView view) => Stage.Of(
        StartsApplication(view) ? [.. MiddleLayers.Configuration(view.Config, view.Request.Force)] : []);

    private static bool StartsApplication(StartView view) => view.Request.Layers.Contains(Layer.Application) && view.Services[Layer.Application].Count > 0;

    private static Stage Hook(StartView view, Layer layer, string moment) => Stage.Of(
        view.Request.Layers.Contains(layer) && view.Hooks.Contains(moment)
            ? [RunHook.Step(new(moment, "start", view.Number), $"hook: {moment}")]
            : []);

    /// <summary>Only a platform that is up as a whole is a release.</summary>
    private static Stage Commit(StartView view) =>
        Stage.Of(view.Current is null && (view.Adopted is not null || view.Request.Layers.Contains(Layer.Application))
            ? [CommitRelease.Step(new(view.Number), $"release {view.Number} is the current one")]
            : []);

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
