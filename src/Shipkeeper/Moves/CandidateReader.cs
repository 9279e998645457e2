using Shipkeeper.Hooks;
using Shipkeeper.Majors;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.Snapshots;
using Shipkeeper.State;
using Shipkeeper.Steps;
using Shipkeeper.Tools.Compose;
using Shipkeeper.Versions;

namespace Shipkeeper.Moves;

/// <summary>Reads what a platform could be moved to, and refuses what cannot work before anything changes. Nothing of the platform is written.</summary>
internal static class CandidateReader
{
    /// <exception cref="ShipkeeperException">It is not to be had, cannot work, or is not allowed.</exception>
    public static async Task<MoveView> ObserveAsync(PlatformSession session, MoveRequest request, CancellationToken ct)
    {
        var current = session.Releases.ReadCurrent() ?? throw MoveErrors.NoRelease(session.Platform.Name);
        if (request.Services.Count > 0)
        {
            RefuseEdited(session, current, "one service is moved, and nothing else", _ => true);
        }

        var candidate = await FindAsync(session, current, request, ct);
        var platform = candidate.Platform;
        var (configuring, observing) = (session.Ahead.ModelAsync(candidate.Project, ct), session.ObserveAsync(ct));
        await Task.WhenAll(configuring, observing);
        var (model, observed) = (await configuring, await observing);
        var images = await CandidateImages.ResolveAsync(session, current, model, ModelChecks.Require(platform, model, observed), request.Services, ct);
        var manifest = ManifestReader.ReadOnDisk(candidate.Files, platform.Definition);
        var remarks = CandidateManifest.Check(manifest, ManifestReader.ReadKept(session, current), images.Pins);
        var draft = DraftOf(session, candidate, model, images);
        AskAhead(session, candidate, draft, request.Fetches, ct);

        var number = session.Releases.NextNumber();
        var to = draft.ToRelease(number, current.Number, session.Time.GetUtcNow(), PlatformSession.Actor, operation: "", new Dictionary<string, string>());
        var resources = await ChangedResources.CheckAsync(session, current, to, model, ct);
        var view = new MoveView(request.Verb, current, to, platform.Definition)
        {
            Source = candidate.Folder,
            ImagesToPull = images.ToPull,
            Changes = ReleaseComparison.Of(current, to),
            NewVolumes = await FindNewVolumesAsync(session, current, to, ct),
            Pending = await PendingMigrations.FindAsync(session, candidate, to, ct),
            Running = [.. observed.Where(service => service.Value.NotStopped.Any()).Select(service => service.Key)],
            Down = [.. Convergence.FindDown(current, observed)],
            Hooks = HookFiles.FindOnDisk(candidate.Files, platform, HookMoments.Of(request.Verb)),
            Retired = ReleaseRetention.Of(session.Releases, platform.Definition.Upgrade.Keep.Releases, [current.Number], number),
            Notes = [.. images.Notes, .. remarks, .. resources, .. await FindRenamedAsync(session, current, observed, ct), .. UnkeptSecrets.Describe(session, current)],
            Unkept = await UnkeptSecrets.FindAsync(session, current, observed, ct),
            Major = request.Services.Count > 0 ? await MajorObserver.FindAsync(session, current, to, request.Fetches, ct) : null,
        };
        if (view.Pending.Count > 0 && platform.Definition.Upgrade.Stop is UpgradeStop.None && manifest?.Schema?.Compatible is not true)
        {
            throw MoveErrors.NeedsStop(view.Pending);
        }

        var whole = await WithSnapshotAsync(session, view, request.NoBackup, ct);
        return !request.Fetches && FailedCandidates.FindReason(session, whole) is { } reason
            ? whole with { Notes = [.. whole.Notes, $"'upgrade' does not take it without --retry: {reason.Message}"] }
            : whole;
    }

    /// <exception cref="ShipkeeperException">It is not to be had, or its layer of secrets is not complete.</exception>
    private static async Task<Candidate> FindAsync(PlatformSession session, Release current, MoveRequest request, CancellationToken ct)
    {
        var candidate = (await CandidateSources.FindAsync(session, current, request, ct)).WithNewSettings(current.Settings);
        candidate = request.Version is { } version ? candidate.WithVersion(version) : candidate;
        LayerOne.Check(candidate.Platform);
        return candidate;
    }

    private static async Task<IReadOnlyList<string>> FindNewVolumesAsync(PlatformSession session, Release current, Release to, CancellationToken ct) =>
        to.Volumes.Values.Except(current.Volumes.Values).ToList() is { Count: > 0 } others
            ? [.. others.Except((await session.Docker.Volumes.ListAsync([], ct)).Select(volume => volume.Name))]
            : [];

    private static async Task<IEnumerable<string>> FindRenamedAsync(
        PlatformSession session, Release current, IReadOnlyDictionary<string, ObservedService> observed, CancellationToken ct) =>
        from service in await AdoptedContainers.FindRenamedAsync(session, current, observed, ct)
        select $"'{service}' was taken over, and {current.Services[service].Pin.Reference} is another image on this host by now: Compose may make its container anew, from the image that it has";

    /// <summary>What the move will ask of Compose is asked while it is still planned; files from elsewhere are not in their places yet.</summary>
    private static void AskAhead(PlatformSession session, Candidate candidate, ReleaseDraft draft, bool fetches, CancellationToken ct)
    {
        session.ModelOnDisk = candidate.Folder is null ? (draft.Model, draft.SecretHashes) : null;
        if (session.ModelOnDisk is not null && fetches)
        {
            var instead = ModelSubstitutes.None with { Images = Pins.ExactOf(draft.Pins), Labels = CopiedContent.LabelsOf(draft.Model, draft.Key) };
            session.Ahead.AskHashes(session.ComposeProject(release: null), draft.Model, instead, ct);
        }
    }

    /// <exception cref="ShipkeeperException">A definition file or setting is not as the current release has it.</exception>
    public static void RefuseEdited(PlatformSession session, Release current, string because, Predicate<FileEdit> matters)
    {
        if (session.DefinitionFiles.FindEdits(current, session.PlatformOf(current.Number)).Where(edit => matters(edit)).ToList() is { Count: > 0 } edits)
        {
            throw MoveErrors.Edited(current.Number, edits, because);
        }
    }

    private static ReleaseDraft DraftOf(PlatformSession session, Candidate candidate, ResolvedModel model, CandidateImages images)
    {
        var definition = DefinitionSets.Of(candidate.Platform, model);
        var hashes = new DefinitionFiles(candidate.Files).Hash(definition);
        var key = session.Releases.ReadKey();
        return new(
            candidate.Platform,
            model,
            definition,
            hashes,
            key is null ? new Dictionary<string, string>() : session.DefinitionFiles.HashSecrets(definition, key),
            images.Pins,
            key,
            candidate.Source)
        {
            HostFiles = [.. hashes.Keys.Where(candidate.Files.IsBeside)],
        };
    }

    /// <summary>What a snapshot needs is looked at before anything is stopped.</summary>
    public static async Task<MoveView> WithSnapshotAsync(PlatformSession session, MoveView view, bool noBackup, CancellationToken ct)
    {
        var wanted = view.Definition.Upgrade.Snapshot;
        if (!view.StopsApplication || view.Major is not null || view.DataFrom is not null || noBackup || wanted is SnapshotChoice.None)
        {
            return view;
        }

        var outlook = await SnapshotPreflight.LookAsync(session, "plan", wanted, ct);
        return outlook.Problem is null ? view with { Snapshot = outlook.Decision.Choice } : throw outlook.Problem;
    }
}
