using System.Text.Json.Serialization;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Hooks;
using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Steps;

/// <param name="Verb">The command whose operation it is.</param>
/// <param name="Added">Services that this release does not have, and the one after it does.</param>
/// <param name="Volumes">Those that the engine did not have when the move was planned, and that the release after this one has; null: none.</param>
internal sealed record SecureWayBackInput(
    int Release, string Verb, IReadOnlyList<string> Added, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Volumes = null);

/// <summary>
/// The first step of every move to another release, and so the last one that an undo comes to, when files and data are back: it makes all
/// services those of the release before, and lets that pass its gates again. Before that it makes sure that this can be done.
/// </summary>
internal sealed class SecureWayBack(PlatformSession session) : StepKind<SecureWayBackInput>(Name, StepsJson.Default.SecureWayBackInput)
{
    private const string Name = "secure-way-back";

    public override bool CanUndo => true;

    public static Step Step(SecureWayBackInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.SecureWayBackInput, reason);

    protected override Task<bool> IsDoneAsync(SecureWayBackInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override async Task ApplyAsync(SecureWayBackInput input, StepScope scope, CancellationToken ct)
    {
        var release = session.Releases.Read(input.Release);
        var missing = await PresentImages.FindMissingAsync(session.Docker, release.Services.ToDictionary(service => service.Key, service => service.Value.Pin.ImageId), ct);
        if (missing.Count > 0)
        {
            throw StateErrors.ImagesLost(input.Release, missing.Keys);
        }

        await Pins.TagAsync(session.Docker, session.Platform.Name, release.Number, release.Services.ToDictionary(service => service.Key, service => service.Value.Pin), ct);
    }

    protected override async Task UndoAsync(SecureWayBackInput input, StepScope scope, CancellationToken ct)
    {
        var release = session.Releases.Read(input.Release);
        session.ActFor(release.Number);
        var convergence = new ServiceConvergence(session, release, scope);
        var changed = !await convergence.IsReachedAsync([.. release.Services.Keys], ct);
        if (changed && new FilePlacement(session, scope.OperationId) is var placement && !placement.IsBack(release))
        {
            placement.PutBack(release, others: []);
        }

        changed |= await RemoveAddedAsync(input, ct);
        foreach (var layer in Layers.InOrder)
        {
            await BringBackAsync(release, layer, convergence, scope, ct);
        }

        await NameLeftVolumesAsync(input, scope, ct);
        if (changed)
        {
            await RunHookAsync(input, scope, ct);
        }
    }

    private async Task BringBackAsync(Release release, Layer layer, ServiceConvergence convergence, StepScope scope, CancellationToken ct)
    {
        var services = release.ServicesOf(layer).ToList();
        if (services.Count == 0)
        {
            return;
        }

        if (!await convergence.IsReachedAsync(services, ct))
        {
            await convergence.ReachAsync(services, prepared: false, ct);
        }

        // What was about to be stopped may run still, and have lost its policy already.
        var (policies, observed) = (new RestartPolicies(session, release), await session.ObserveAsync(ct));
        await Task.WhenAll(services.Where(observed.ContainsKey).Select(service => policies.RestoreAsync(service, observed[service].Containers.Select(container => container.Id), ct)));
        await new LayerGate(session, release, scope).PassAsync(services, ct);
    }

    /// <summary>With what they alone had stored: it is as old as this operation. First, for they may have a port that is needed again.</summary>
    /// <returns>Whether there was any.</returns>
    private async Task<bool> RemoveAddedAsync(SecureWayBackInput input, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        var containers = input.Added.Where(observed.ContainsKey).SelectMany(service => observed[service].Containers).ToList();
        await Task.WhenAll(containers.Select(container => session.Docker.Containers.RemoveAsync(container.Id, force: true, anonymousVolumes: true, ct)));
        return containers.Count > 0;
    }

    /// <summary>Somebody may want what is in them; and the next try finds it.</summary>
    private async Task NameLeftVolumesAsync(SecureWayBackInput input, StepScope scope, CancellationToken ct)
    {
        if (input.Volumes is { } made && (await session.Docker.Volumes.ListAsync([], ct)).Select(volume => volume.Name).Intersect(made).ToList() is { Count: > 0 } left)
        {
            var names = string.Join(" ", left.Order(StringComparer.Ordinal));
            await scope.NoteAsync(new Dictionary<string, string>
            {
                ["warning"] = $"what the failed release alone has stored stays, and the next try finds it; to begin without: docker volume rm {names}",
            });
        }
    }

    /// <summary>The release is back, whatever the hook says of it.</summary>
    private async Task RunHookAsync(SecureWayBackInput input, StepScope scope, CancellationToken ct)
    {
        try
        {
            if (HookFiles.Find(session, session.Releases.Read(input.Release), [HookMoments.AfterRollback]) is [var moment])
            {
                await new HookRun(session).RunAsync(new(moment, input.Verb, input.Release), scope, ct);
            }
        }
        catch (ShipkeeperException failure)
        {
            await scope.NoteAsync(new Dictionary<string, string> { ["warning"] = failure.Message });
        }
    }
}
