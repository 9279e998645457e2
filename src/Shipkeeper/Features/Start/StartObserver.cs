using Shipkeeper.Hooks;
using Shipkeeper.Migrations;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;

namespace Shipkeeper.Features.Start;

/// <summary>Reads what <c>start</c> must know, and refuses what cannot work before anything changes.</summary>
internal static class StartObserver
{
    public static async Task<StartView> ObserveAsync(PlatformSession session, StartRequest request, CancellationToken ct)
    {
        LayerOne.Check(session.Platform);
        var current = session.Releases.ReadCurrent();
        var view = current is null ? await OfFilesAsync(session, request, ct) : await OfCurrentAsync(session, request, current, ct);
        RefuseNotRunnable(session, current);
        return view with
        {
            Migrations = session.Platform.Definition.Database?.Migrations,
            Config = [.. session.Platform.Definition.Config.Values],
            Hooks = HookFiles.Find(session, current, HookMoments.OfStart),
        };
    }

    /// <summary>Those of a release were looked at before they were recorded.</summary>
    private static void RefuseNotRunnable(PlatformSession session, Release? current)
    {
        if (current is null && session.Platform.Definition.Database?.Migrations is MigrationsDefinition.Files migrations)
        {
            MigrationRunner.RefuseNotRunnable(MigrationFiles.Read(session.Files, release: null, migrations.Directory).Select(file => (file, MigrationScript.Of(file))));
        }
    }

    /// <summary>
    /// The record says what Compose made of these same files, so Compose need not be asked again. The files are read while the engine answers.
    /// </summary>
    private static async Task<StartView> OfCurrentAsync(PlatformSession session, StartRequest request, Release current, CancellationToken ct)
    {
        var images = current.Services.ToDictionary(service => service.Key, service => service.Value.Pin.ImageId);
        var reading = Task.Run(() => session.DefinitionFiles.FindEdits(current, session.Platform), ct);
        var (observing, finding) = (session.ObserveAsync(ct), PresentImages.FindMissingAsync(session.Docker, images, ct));
        await Task.WhenAll(reading, observing, finding);
        var (edits, observed, missing) = (await reading, await observing, await finding);

        var services = Layers.InOrder.ToDictionary(layer => layer, layer => (IReadOnlyList<string>)[.. current.ServicesOf(layer)]);
        foreach (var service in missing.Keys.Where(service => current.Services[service].Pin.RepoDigest is null))
        {
            throw StartErrors.ImageLost(service, current.Services[service].Pin.Reference, current.Number);
        }

        var toPull = missing.Keys.ToDictionary(service => service, service => current.Services[service].Pin.Exact);
        return new(request, current, current.Number, services, edits, toPull, new Dictionary<string, string>(), FindTouched(current, [.. edits.Select(edit => edit.Path)], observed))
        {
            InfrastructureDown = FindDown(observed, request, services[Layer.Infrastructure], name => (current.Services[name].Replicas, current.Services[name].Completes)),
            ApplicationIsMade = services[Layer.Application].Any(observed.ContainsKey),
        };
    }

    /// <summary>Before the first release: the files as they are.</summary>
    private static async Task<StartView> OfFilesAsync(PlatformSession session, StartRequest request, CancellationToken ct)
    {
        var model = await session.Compose.ConfigAsync(session.ComposeProject(release: null), ct);
        var observed = await session.ObserveAsync(ct);
        var layers = ModelChecks.Require(session.Platform, model, observed);

        var adoption = await Adoption.FindAsync(session, model, layers.Keys, observed, ct);
        var images = layers.Keys.ToDictionary(service => service, model.ImageOf);
        var missing = await PresentImages.FindMissingAsync(session.Docker, images, ct);
        var services = Layers.InOrder.ToDictionary(layer => layer, layer => (IReadOnlyList<string>)[.. layers.Where(service => service.Value == layer).Select(service => service.Key)]);
        var number = session.Releases.NextNumber();
        var attempt = session.Releases.IsKept(number) ? session.Releases.Read(number) : null;
        return new(
            request,
            Current: null,
            number,
            services,
            Edits: [],
            missing.Where(image => model.Services[image.Key].Build is null).ToDictionary(),
            missing.Where(image => model.Services[image.Key].Build is not null).ToDictionary(),
            Touched: attempt is null ? [] : FindTouched(attempt, FindChanged(session, attempt), observed))
        {
            Attempt = attempt,
            Adopted = adoption,
            InfrastructureDown = FindDown(observed, request, services[Layer.Infrastructure], name => (model.Services[name].Replicas, model.IsAwaitedToComplete(name))),
        };
    }

    private static IReadOnlyList<string> FindChanged(PlatformSession session, Release attempt) =>
    [
        .. session.DefinitionFiles.FindEdits(attempt, session.Platform).Select(edit => edit.Path),
        .. session.DefinitionFiles.FindChangedSecrets(attempt, session.Releases) ?? [],
    ];

    /// <summary>An infrastructure that is started anyway may be down.</summary>
    private static IReadOnlyList<string> FindDown(
        IReadOnlyDictionary<string, ObservedService> observed, StartRequest request, IReadOnlyList<string> infrastructure, Func<string, (int Replicas, bool Completes)> wanted) =>
        request.Layers.Contains(Layer.Infrastructure)
            ? []
            : [.. infrastructure.Where(name => !(observed.GetValueOrDefault(name) ?? new(name, [])).IsUp(wanted(name).Replicas, wanted(name).Completes))];

    private static IReadOnlyList<string> FindTouched(Release release, IReadOnlyList<string> changed, IReadOnlyDictionary<string, ObservedService> observed) =>
    [
        .. from service in release.Services
           where changed.Any(service.Value.Mounts)
           where observed.TryGetValue(service.Key, out var running) && running.NotStopped.Any()
           select service.Key,
    ];
}
