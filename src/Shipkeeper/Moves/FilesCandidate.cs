using Shipkeeper.Hooks;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.Snapshots;
using Shipkeeper.State;
using Shipkeeper.Versions;

namespace Shipkeeper.Moves;

/// <summary>What was asked for.</summary>
/// <param name="NoBackup">No snapshot is taken, and the data cannot return.</param>
internal sealed record UpgradeRequest(bool NoBackup = false);

/// <summary>Reads the files on disk as a candidate, and refuses what cannot work before anything changes. Nothing is written.</summary>
internal static class FilesCandidate
{
    public static async Task<MoveView> ObserveAsync(PlatformSession session, UpgradeRequest request, CancellationToken ct)
    {
        var platform = session.Platform;
        LayerOne.Check(platform);
        var current = session.Releases.ReadCurrent() ?? throw MoveErrors.NoRelease(platform.Name);
        var (configuring, observing) = (session.Compose.ConfigAsync(session.ComposeProject(release: null), ct), session.ObserveAsync(ct));
        await Task.WhenAll(configuring, observing);
        var (model, observed) = (await configuring, await observing);
        var layers = ModelChecks.Require(platform, model, observed);
        var images = await CandidateImages.ResolveAsync(session, current, model, layers, ct);

        var manifest = ManifestReader.ReadOnDisk(session.Files, platform.Definition);
        var remarks = CandidateManifest.Check(manifest, ManifestOf(session, current), images.Pins);
        var definition = DefinitionSets.Of(platform, model);
        var key = session.Releases.ReadKey();
        var draft = new ReleaseDraft(
            platform,
            model,
            definition,
            session.DefinitionFiles.Hash(definition),
            key is null ? new Dictionary<string, string>() : session.DefinitionFiles.HashSecrets(definition, key),
            images.Pins,
            key,
            new(SourceKind.Files));
        var number = session.Releases.NextNumber();
        var to = draft.ToRelease(number, current.Number, session.Time.GetUtcNow(), PlatformSession.Actor, operation: "", new Dictionary<string, string>());
        var schema = await PendingMigrations.FindAsync(session, platform.Definition, ct);
        var view = new MoveView("upgrade", current, to, platform.Definition)
        {
            ImagesToPull = images.ToPull,
            Changes = ReleaseComparison.Of(current, to),
            Pending = schema.Paths,
            Running = [.. observed.Where(service => service.Value.NotStopped.Any()).Select(service => service.Key)],
            Hooks = HookFiles.Find(session, current: null, HookMoments.OfUpgrade),
            Retired = ReleaseRetention.Of(session.Releases, platform.Definition.Upgrade.Keep.Releases, [current.Number], number),
            Notes = [.. images.Notes, .. remarks, .. schema.Notes],
        };
        return view.Pending.Count > 0 && platform.Definition.Upgrade.Stop is UpgradeStop.None && manifest?.Schema?.Compatible is not true
            ? throw MoveErrors.NeedsStop(view.Pending)
            : await WithSnapshotAsync(session, view, request, ct);
    }

    /// <summary>What a snapshot needs is looked at before anything is stopped.</summary>
    private static async Task<MoveView> WithSnapshotAsync(PlatformSession session, MoveView view, UpgradeRequest request, CancellationToken ct)
    {
        var wanted = view.Definition.Upgrade.Snapshot;
        if (!view.StopsApplication || request.NoBackup || wanted is SnapshotChoice.None)
        {
            return view;
        }

        var outlook = await SnapshotPreflight.LookAsync(session, "plan", wanted, ct);
        return outlook.Problem is null ? view with { Snapshot = outlook.Decision.Choice } : throw outlook.Problem;
    }

    private static Manifest? ManifestOf(PlatformSession session, Release release) =>
        ManifestReader.ReadKept(session.Releases, release.Number, session.PlatformOf(release.Number).Definition);
}
