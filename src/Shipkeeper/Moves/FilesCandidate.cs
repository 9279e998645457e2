using Shipkeeper.Hooks;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Versions;

namespace Shipkeeper.Moves;

/// <summary>Reads the files on disk as a candidate, and refuses what cannot work before anything changes. Nothing is written.</summary>
internal static class FilesCandidate
{
    public static async Task<MoveView> ObserveAsync(PlatformSession session, CancellationToken ct)
    {
        var platform = session.Platform;
        LayerOne.Check(platform);
        var current = session.Releases.ReadCurrent() ?? throw MoveErrors.NoRelease(platform.Name);
        var (configuring, observing) = (session.Compose.ConfigAsync(session.ComposeProject(release: null), ct), session.ObserveAsync(ct));
        await Task.WhenAll(configuring, observing);
        var (model, observed) = (await configuring, await observing);
        var layers = ModelChecks.Require(platform, model, observed);
        var images = await CandidateImages.ResolveAsync(session, current, model, layers, ct);

        var manifest = CandidateManifest.Check(ManifestReader.ReadOnDisk(session.Files, platform.Definition), ManifestOf(session, current), images.Pins);
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
        return new("upgrade", current, to, platform.Definition)
        {
            ImagesToPull = images.ToPull,
            Changes = ReleaseComparison.Of(current, to),
            Pending = schema.Paths,
            Running = [.. observed.Where(service => service.Value.NotStopped.Any()).Select(service => service.Key)],
            Hooks = HookFiles.Find(session, current: null, HookMoments.OfUpgrade),
            Retired = Retention.Of(session.Releases, platform.Definition.Upgrade.Keep.Releases, [current.Number], number),
            Notes = [.. images.Notes, .. manifest, .. schema.Notes],
        };
    }

    private static Manifest? ManifestOf(PlatformSession session, Release release) =>
        ManifestReader.ReadKept(session.Releases, release.Number, session.PlatformOf(release.Number).Definition);
}
