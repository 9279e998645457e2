using Shipkeeper.Engine.Planning;
using Shipkeeper.Health;
using Shipkeeper.Model;
using Shipkeeper.Steps;

namespace Shipkeeper.Features.Restore;

/// <summary>
/// The steps of a restore. What takes long happens while the platform runs: a database beside its own. Only then it is stopped, for two renames
/// and for the volumes. Pure.
/// </summary>
internal static class RestorePlanner
{
    public static Plan Plan(RestoreView view) => new()
    {
        Verb = "restore",
        Mode = OperationMode.Undo,
        UndoWindow = Patience.Longest(view.Definition, view.Release.Services.Keys) + view.Definition.Upgrade.Bake,
        Stages = view.Into is { } into ? Beside(view, into) : Replace(view),
    };

    private static IReadOnlyList<Stage> Beside(RestoreView view, string into) =>
    [
        Stage.Of(RestoreDatabase(view)),
        Stage.Of(NameDatabase.Step(new(NameOf(view), into), $"database: it is '{into}', and takes connections")),
    ];

    private static IReadOnlyList<Stage> Replace(RestoreView view) =>
    [
        Stage.Of(SecureWayBack.Step(new(view.Release.Number, "restore", Added: []), $"make sure that release {view.Release.Number} can be put back")),
        .. view.HasDatabase ? [Stage.Of(RestoreDatabase(view))] : Array.Empty<Stage>(),
        .. Stop(view, Layer.Application, [.. view.Release.ServicesOf(Layer.Application)], keepDown: true),
        .. Stop(view, Layer.Infrastructure, view.VolumeUsers, keepDown: false),
        .. view.HasDatabase ? [Stage.Of(BarConnections.Step(new(NameOf(view)), $"database: nobody else comes into {NameOf(view)}"))] : Array.Empty<Stage>(),
        Stage.Of([.. Exchange(view)]),
        Stage.Of(view.Migrates ? [.. MiddleLayers.Schema(view.Release.Number, view.Definition.Database!.Migrations)] : []),
        .. StartInfrastructure(view),
        .. view.HasDatabase ? [new(StageRole.Serve, [OpenConnections.Step(new(NameOf(view)), $"database: {NameOf(view)} takes connections again")])] : Array.Empty<Stage>(),
        .. Serve(view, [.. view.Release.ServicesOf(Layer.Application)]),
        KeepOthers(view),
        new(StageRole.CleanUp, [.. CleanUp(view)]),
    ];

    private static Step RestoreDatabase(RestoreView view) => RestoreBeside.Step(
        new(NameOf(view), view.Path, view.Identity), $"database: restore that of {view.Name} beside {NameOf(view)}, and compare");

    private static IEnumerable<Stage> Stop(RestoreView view, Layer layer, IReadOnlyList<string> services, bool keepDown)
    {
        var running = services.Intersect(view.Known.Running).ToList();
        if (running.Count > 0)
        {
            yield return Stage.Of(StopServices.Step(new([.. ServiceOrder.Groups(view.Release.DependenciesOf(services)).Reverse()], keepDown), $"{layer.Name()}: stop {string.Join(", ", running)}"));
        }
    }

    /// <summary>Side by side: neither knows of the other.</summary>
    private static IEnumerable<Step> Exchange(RestoreView view)
    {
        if (view.HasDatabase)
        {
            yield return ExchangeDatabase.Step(
                new(NameOf(view), view.Definition.Upgrade.Keep.FailedDatabases), $"database: put it into the place of {NameOf(view)}, which is kept");
        }

        foreach (var (key, volume) in view.Volumes)
        {
            yield return ReplaceVolume.Step(new(key, volume, view.Path, view.Identity, view.Release.Number), $"volume {key}: keep what is in it, and put that of {view.Name} there");
        }
    }

    private static IEnumerable<Stage> StartInfrastructure(RestoreView view)
    {
        if (view.VolumeUsers.Count > 0)
        {
            var names = string.Join(", ", view.VolumeUsers);
            yield return Stage.Of(ConvergeServices.Step(new(view.Release.Number, view.VolumeUsers), $"infrastructure: start {names}"));
            yield return Stage.Of(OpenGate.Step(new(view.Release.Number, view.VolumeUsers), $"infrastructure: {names} good"));
        }
    }

    private static IEnumerable<Stage> Serve(RestoreView view, IReadOnlyList<string> services)
    {
        if (services.Count == 0)
        {
            yield break;
        }

        var (names, bake) = (string.Join(", ", services), view.Definition.Upgrade.Bake);
        yield return new(StageRole.Serve, [ConvergeServices.Step(new(view.Release.Number, services, KilledByUndo: services), $"application: start {names}")]);
        yield return new(StageRole.Proof, [OpenGate.Step(new(view.Release.Number, services), $"application: {names} good")]);
        if (bake > TimeSpan.Zero)
        {
            yield return new(StageRole.Proof, [BakeServices.Step(new(view.Release.Number, services, bake), $"application: {names} good for {bake.TotalSeconds:0} s")]);
        }
    }

    private static Stage KeepOthers(RestoreView view) => new(
        StageRole.Proof,
        view.Release.ServicesOf(Layer.Infrastructure).Intersect(view.Known.Running).Except(view.VolumeUsers).ToList() is { Count: > 0 } others
            ? [KeepRunning.Step(new(view.Release.Number, others))]
            : []);

    private static IEnumerable<Step> CleanUp(RestoreView view)
    {
        var keep = view.Definition.Upgrade.Keep;
        if (view.HasDatabase)
        {
            yield return DropOldDatabases.Step(new(NameOf(view), Math.Max(1, keep.Snapshots), keep.FailedDatabases), "database: remove what is beyond retention");
        }

        if (view.Volumes.Count > 0)
        {
            yield return DropOldVolumes.Step(new([.. view.Volumes.Values], Math.Max(1, keep.Snapshots)), "volumes: remove what is beyond retention");
        }
    }

    private static string NameOf(RestoreView view) => view.Definition.Database!.Name;
}
