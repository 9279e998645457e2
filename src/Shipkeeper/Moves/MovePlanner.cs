using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Health;
using Shipkeeper.Hooks;
using Shipkeeper.Majors;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.Steps;

namespace Shipkeeper.Moves;

/// <summary>The steps that move a platform from its current release to another one, or leave it where it was. Pure.</summary>
internal static class MovePlanner
{
    public static Plan Plan(MoveView view) => new()
    {
        Verb = view.Verb,
        Mode = OperationMode.Undo,
        UndoWindow = Patience.Longest(view.Definition, view.To.Services.Keys) + view.Definition.Upgrade.Bake,
        Stages = view.IsEmpty ? [] :
        [
            Stage.Of(SecureWayBack.Step(
                new(view.From.Number, view.Verb, Added(view), view.NewVolumes is { Count: > 0 } volumes ? volumes : null),
                $"make sure that release {view.From.Number} can be put back")),
            Pull(view),
            Stage.Of(PlaceFiles.Step(
                new(view.From.Number, view.Source, view.To.Files, view.To.Settings, view.To.Variables),
                view.Source is null ? $"take the files as they are on disk" : $"put the files of release {view.To.Number} into their places")),
            Record(view),
            Hook(view, HookMoments.BeforeUpgrade),
            .. ChangeInfrastructure(view),
            .. StopApplication(view),
            .. KeepData(view),
            Stage.Of([.. view.ChangesSchema ? MiddleLayers.Schema(view.To.Number, view.Definition.Database?.Migrations) : []]),
            Stage.Of([.. MiddleLayers.Provision(view.Definition.Config.Values)]),
            Stage.Of([.. MiddleLayers.Configuration(view.Definition.Config.Values, force: false)]),
            Hook(view, HookMoments.BeforeApplication),
            .. Serve(view),
            Gate(view),
            Bake(view),
            KeepOthers(view),
            new(StageRole.Commit, [CommitRelease.Step(new(view.To.Number, view.From.Number), $"release {view.To.Number} is the current one")]),
            new(StageRole.CleanUp, [.. AfterHook(view)]),
            new(StageRole.CleanUp, [.. CleanUp(view)]),
        ],
    };

    private static IReadOnlyList<string> Added(MoveView view) => Names(view, change => change.Fate is ServiceFate.Added);

    private static Stage Pull(MoveView view) => Stage.Of(
        view.ImagesToPull.Count > 0 ? [PullExact.Step(new(view.ImagesToPull), $"pull the images of {string.Join(", ", view.ImagesToPull.Keys)}")] : []);

    private static Stage Record(MoveView view) => Stage.Of(
        view.IsNew
            ? [RecordRelease.Step(
                new(
                    view.To.Number,
                    view.To.Services.ToDictionary(service => service.Key, service => new WantedImage(service.Value.Pin.Reference, service.Value.Pin.Exact)),
                    view.To.Files,
                    view.To.Source,
                    HostFiles: view.Source is null ? null : view.To.HostFiles),
                $"record the files and images as release {view.To.Number}")]
            : []);

    private static Stage Hook(MoveView view, string moment) => Stage.Of(
        view.Hooks.Contains(moment) ? [RunHook.Step(new(moment, view.Verb, view.To.Number), $"hook: {moment}")] : []);

    private static IEnumerable<Stage> ChangeInfrastructure(MoveView view)
    {
        var changed = Names(view, change => change is { Layer: Layer.Infrastructure, IsReplaced: true } && view.Major?.Users.Contains(change.Service) is not true);
        if (changed.Count > 0)
        {
            var names = string.Join(", ", changed);
            foreach (var stop in Stops(view, changed, keepDown: false))
            {
                yield return Stage.Of(stop);
            }

            yield return Stage.Of(ConvergeServices.Step(new(view.To.Number, changed), $"infrastructure: {names} as release {view.To.Number} says"));
            yield return Stage.Of(OpenGate.Step(new(view.To.Number, changed), $"infrastructure: {names} good"));
        }

        yield return Hook(view, HookMoments.AfterInfrastructure);
    }

    /// <summary>All of it, or what is gone afterwards and what would not be started anew by itself.</summary>
    private static IEnumerable<Stage> StopApplication(MoveView view)
    {
        var services = view.StopsApplication
            ? view.From.ServicesOf(Layer.Application).ToList()
            : [.. Names(view, change => change is { Layer: Layer.Application } and ({ Fate: ServiceFate.Removed } or { OnlyRestarts: true }))];
        return Stops(view, services, keepDown: view.StopsApplication).Select(step => Stage.Of(step));
    }

    private static IEnumerable<Step> Stops(MoveView view, IReadOnlyList<string> services, bool keepDown)
    {
        var known = services.Where(view.From.Services.ContainsKey).ToList();
        var running = known.Intersect(view.Running).ToList();
        return running.Count == 0 ? [] :
        [
            StopServices.Step(
                new([.. ServiceOrder.Groups(view.From.DependenciesOf(known)).Reverse()], keepDown),
                $"{view.From.Services[running[0]].Layer.Name()}: stop {string.Join(", ", running)}"),
        ];
    }

    /// <summary>Nobody else comes in while the data is copied and changed, so that what an undo puts back lacks nothing.</summary>
    private static IEnumerable<Stage> KeepData(MoveView view)
    {
        foreach (var stage in view.Major is { } major ? MajorStages.Of(major, view.From.Number, view.To.Number) : [])
        {
            yield return stage;
        }

        if (view is { BarsDatabase: true, Major: null })
        {
            yield return Stage.Of(BarConnections.Step(new(NameOf(view)), $"database: nobody else comes into {NameOf(view)}"));
        }

        if (view.DataFrom is { } operation)
        {
            yield return Stage.Of(RestoreSnapshot.Step(
                new(NameOf(view), operation, view.To.Number, view.From.Number),
                $"database: put the data of release {view.To.Number} back, as it was at {OperationId.TimeOf(operation):yyyy-MM-dd HH:mm} UTC"));
        }
        else if (view is { StopsApplication: true, Snapshot: { } choice })
        {
            yield return Stage.Of(TakeSnapshot.Step(
                new(NameOf(view), choice, view.From.Number, Returns: true, view.Definition.Upgrade.Keep.FailedDatabases),
                $"database: keep the data of release {view.From.Number}"));
        }

        if (view.OpensToMigrate)
        {
            yield return Stage.Of(OpenDatabase(view));
        }
    }

    private static Step OpenDatabase(MoveView view) => OpenConnections.Step(new(NameOf(view)), $"database: {NameOf(view)} takes connections again");

    private static IEnumerable<Stage> Serve(MoveView view)
    {
        if (view.Major is { } major)
        {
            yield return MajorStages.Open(major);
        }
        else if (view is { BarsDatabase: true, OpensToMigrate: false })
        {
            yield return new(StageRole.Serve, [OpenDatabase(view)]);
        }

        var services = view.Started;
        foreach (var group in view.Definition.Upgrade.Stop is UpgradeStop.None ? OneByOne(view, services) : [services])
        {
            if (group.Count > 0)
            {
                yield return new(StageRole.Serve, [Converge(view, group)]);
            }

            if (group.Count < services.Count)
            {
                yield return new(StageRole.Serve, [OpenGate.Step(new(view.To.Number, group), $"application: {string.Join(", ", group)} good")]);
            }
        }
    }

    /// <summary>What others depend on comes first.</summary>
    private static IEnumerable<IReadOnlyList<string>> OneByOne(MoveView view, IReadOnlyList<string> services) =>
        ServiceOrder.Sort(view.To.DependenciesOf(services)).Select(IReadOnlyList<string> (service) => [service]);

    private static Step Converge(MoveView view, IReadOnlyList<string> services)
    {
        var replaced = Names(view, change => change is { Layer: Layer.Application, IsReplaced: true });
        return ConvergeServices.Step(
            new(view.To.Number, services, KilledByUndo: view.StopsApplication ? services : [.. replaced.Intersect(services)]),
            $"application: {string.Join(", ", services)} as release {view.To.Number} says");
    }

    private static string NameOf(MoveView view) => view.Definition.Database!.Name;

    private static Stage Gate(MoveView view) => new(StageRole.Proof, view.Started is { Count: > 0 } services
        ? [OpenGate.Step(new(view.To.Number, services), $"application: {string.Join(", ", services)} good")]
        : []);

    private static Stage Bake(MoveView view) => new(StageRole.Proof, view.Started is { Count: > 0 } services && view.Definition.Upgrade.Bake > TimeSpan.Zero
        ? [BakeServices.Step(
                new(view.To.Number, services, view.Definition.Upgrade.Bake),
                $"application: {string.Join(", ", services)} good for {view.Definition.Upgrade.Bake.TotalSeconds:0} s")]
        : []);

    private static Stage KeepOthers(MoveView view) => new(
        StageRole.Proof,
        Names(view, change => change.Fate is ServiceFate.Kept).Intersect(view.Running).Except(view.Started).ToList() is { Count: > 0 } others
            ? [KeepRunning.Step(new(view.To.Number, others))]
            : []);

    private static IEnumerable<Step> AfterHook(MoveView view)
    {
        var moment = view.Verb == "rollback" ? HookMoments.AfterRollback : HookMoments.AfterUpgrade;
        return Hook(view, moment).Steps;
    }

    private static IEnumerable<Step> CleanUp(MoveView view)
    {
        if (view.Removed is { Count: > 0 } removed)
        {
            yield return RemoveServices.Step(new(removed), $"remove the containers of {string.Join(", ", removed)}");
        }

        if (view is { StopsApplication: true, Definition: { Database: { } database, Upgrade.Keep: { } keep } })
        {
            yield return DropOldDatabases.Step(new(database.Name, keep.Snapshots, keep.FailedDatabases), "database: remove what is beyond retention");
        }

        if (view.Retired.Count > 0)
        {
            yield return RetireReleases.Step(new(view.Retired), $"forget release {string.Join(", ", view.Retired)}");
        }
    }

    private static IReadOnlyList<string> Names(MoveView view, Func<ServiceChange, bool> which) => [.. view.Changes.Where(which).Select(change => change.Service)];
}
