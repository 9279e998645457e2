using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Features.Start;

internal sealed record RecordReleaseInput(int Number);

/// <summary>
/// Records what is about to be started: definition files byte for byte, exact images, settings by value. Its images get a tag of ours, so
/// that no prune can take the way back.
/// </summary>
internal sealed class RecordRelease(PlatformSession session) : ForwardStepKind<RecordReleaseInput>(Name, StartJson.Default.RecordReleaseInput)
{
    private const string Name = "record-release";

    public static Step Step(RecordReleaseInput input, string reason) => Engine.Planning.Step.Of(Name, input, StartJson.Default.RecordReleaseInput, reason);

    /// <summary>A record of an earlier try may hold other files.</summary>
    protected override Task<bool> IsDoneAsync(RecordReleaseInput input, StepScope scope, CancellationToken ct) =>
        Task.FromResult(session.Releases.IsKept(input.Number) && session.Releases.Read(input.Number).Operation == scope.OperationId);

    protected override async Task ApplyAsync(RecordReleaseInput input, StepScope scope, CancellationToken ct)
    {
        var model = await session.Compose.ConfigAsync(session.ComposeProject(release: null), ct);
        var services = LayerAssignment.Of(session.Platform.Definition, model);
        var pins = await Pins.ResolveAsync(session.Docker, services.Keys.ToDictionary(name => name, name => model.ImageOf(name)), ct);
        var overlay = session.Releases.BeginDraft(Pins.Overlay(pins));
        var hashes = await session.Compose.ConfigHashesAsync(session.ComposeProject(overlay), ct);

        var definition = DefinitionSets.Of(session.Platform, model);
        var files = session.DefinitionFiles.Read(definition, [.. session.Platform.ComposeFiles, Platform.DefinitionFile]);
        var release = new Release(
            input.Number,
            session.Releases.ReadCurrent()?.Number,
            session.Time.GetUtcNow(),
            PlatformSession.Actor,
            scope.OperationId,
            session.Platform.Settings,
            files.ToDictionary(file => file.Path, file => file.Sha256),
            [.. definition.Folders],
            session.DefinitionFiles.HashSecrets(definition, session.Releases.ReadOrMakeKey()),
            services.ToDictionary(service => service.Key, service => new ReleasedService(
                service.Value,
                pins[service.Key],
                hashes[service.Key],
                model.Services[service.Key].Replicas,
                model.IsAwaitedToComplete(service.Key),
                model.Services[service.Key].DependsOn.ToDictionary(dependency => dependency.Key, dependency => dependency.Value.Condition),
                DefinitionSets.BindSourcesOf(session.Platform, model.Services[service.Key]),
                model.Services[service.Key].ContainerName)),
            definition.Migrations);
        session.Releases.Record(release, files);
        await Pins.TagAsync(session.Docker, session.Platform.Name, input.Number, pins, ct);
    }
}
