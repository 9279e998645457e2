using Shipkeeper.Hooks;
using Shipkeeper.Majors;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;
using Shipkeeper.Steps;

namespace Shipkeeper.Moves;

/// <summary>Reads a kept release as the one to move to. No network is needed, as long as its images are here.</summary>
internal static class KeptRelease
{
    /// <exception cref="ShipkeeperException">It is not kept, or an image of it is nowhere to be had.</exception>
    public static async Task<MoveView> ObserveAsync(PlatformSession session, int number, DataChoice data, CancellationToken ct)
    {
        var current = session.Releases.ReadCurrent() ?? throw MoveErrors.NoRelease(session.Platform.Name);
        if (!session.Releases.IsKept(number) || number == current.Number)
        {
            throw MoveErrors.NoSuchRelease(number, current.Number, session.Releases.ListNumbers());
        }

        var to = session.Releases.Read(number);
        var platform = session.PlatformOf(number);
        LayerOne.Check(platform);
        await MajorObserver.RefuseReturnAsync(session, current, to, ct);
        var (observing, finding) = (session.ObserveAsync(ct),
            PresentImages.FindMissingAsync(session.Docker, to.Services.ToDictionary(service => service.Key, service => service.Value.Pin.ImageId), ct));
        await Task.WhenAll(observing, finding);
        var (observed, missing) = (await observing, await finding);
        if (missing.Keys.Where(service => to.Services[service].Pin.RepoDigest is null).ToList() is { Count: > 0 } lost)
        {
            throw StateErrors.ImagesLost(number, lost);
        }

        var dataFrom = await DataOfRelease.FindAsync(session, current, to, data, ct);
        var view = new MoveView("rollback", current, to, platform.Definition)
        {
            IsNew = false,
            Source = ReleaseStore.KeptFilesOf(number),
            ImagesToPull = missing.Keys.ToDictionary(service => service, service => to.Services[service].Pin.Exact),
            DataFrom = dataFrom,
            Pending = dataFrom is null ? await PendingMigrations.FindAsync(session, to, ct) : [],
            Changes = ReleaseComparison.Of(current, to),
            Running = [.. observed.Where(service => service.Value.NotStopped.Any()).Select(service => service.Key)],
            Down = [.. Convergence.FindDown(current, observed)],
            Hooks = HookFiles.Find(session, to, HookMoments.OfRollback),
            Notes =
            [
                .. session.DefinitionFiles.FindEdits(current, session.PlatformOf(current.Number)).Select(edit => $"{edit}: what is on disk is kept aside"),
                .. UnkeptSecrets.Describe(session, current),
            ],
        };
        return view.Pending.Count > 0 && platform.Definition.Upgrade.Stop is UpgradeStop.None
            ? throw MoveErrors.NeedsStop(view.Pending)
            : await CandidateReader.WithSnapshotAsync(session, view, noBackup: false, ct);
    }
}
