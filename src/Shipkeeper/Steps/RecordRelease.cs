using System.Text.Json.Serialization;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Steps;

/// <param name="Images">Service → the image it shall run, which the engine has; null: those that the files name.</param>
/// <param name="Files">Definition file → SHA-256 as it was planned; null: as they are.</param>
internal sealed record RecordReleaseInput(
    int Number,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, WantedImage>? Images = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Files = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReleaseSource? Source = null);

/// <summary>
/// Records what is about to be started: definition files byte for byte, exact images, settings by value. Its images get a tag of ours, so
/// that no prune can take the way back.
/// </summary>
internal sealed class RecordRelease(PlatformSession session) : StepKind<RecordReleaseInput>(Name, StepsJson.Default.RecordReleaseInput)
{
    private const string Name = "record-release";

    public override bool CanUndo => true;

    public static Step Step(RecordReleaseInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.RecordReleaseInput, reason);

    /// <summary>A record of an earlier try may hold other files.</summary>
    protected override Task<bool> IsDoneAsync(RecordReleaseInput input, StepScope scope, CancellationToken ct) =>
        Task.FromResult(session.Releases.IsKept(input.Number) && session.Releases.Read(input.Number).Operation == scope.OperationId);

    protected override async Task ApplyAsync(RecordReleaseInput input, StepScope scope, CancellationToken ct)
    {
        var model = await session.Compose.ConfigAsync(session.ComposeProject(release: null), ct);
        var services = LayerAssignment.Of(session.Platform.Definition, model).Keys;
        var images = input.Images ?? services.ToDictionary(name => name, name => new WantedImage(model.ImageOf(name)));
        var pins = await Pins.ResolveAsync(session.Docker, images, ct);
        var overlay = session.Releases.BeginDraft(Pins.Overlay(pins));
        var hashes = await session.Compose.ConfigHashesAsync(session.ComposeProject(overlay), ct);

        var definition = DefinitionSets.Of(session.Platform, model);
        var files = session.DefinitionFiles.Read(definition, [.. session.Platform.ComposeFiles, Platform.DefinitionFile]);
        var key = session.Releases.ReadOrMakeKey();
        var draft = new ReleaseDraft(
            session.Platform,
            model,
            definition,
            files.ToDictionary(file => file.Path, file => file.Sha256),
            session.DefinitionFiles.HashSecrets(definition, key),
            pins,
            key,
            input.Source ?? new(SourceKind.Files));
        RefuseOtherFiles(input, draft.Hashes);
        session.Releases.Record(
            draft.ToRelease(input.Number, session.Releases.ReadCurrent()?.Number, session.Time.GetUtcNow(), PlatformSession.Actor, scope.OperationId, hashes), files);
        session.ReadAnew(input.Number);
        await Pins.TagAsync(session.Docker, session.Platform.Name, input.Number, pins, ct);
    }

    /// <summary>A release that was given up: its number is free again, and its images are anybody's.</summary>
    protected override async Task UndoAsync(RecordReleaseInput input, StepScope scope, CancellationToken ct)
    {
        if (session.Releases.IsKept(input.Number) && !session.Releases.IsCurrent(input.Number))
        {
            await Pins.UntagAsync(session.Docker, session.Platform.Name, session.Releases.Read(input.Number), ct);
            session.Releases.Remove(input.Number);
        }
    }

    private static void RefuseOtherFiles(RecordReleaseInput input, IReadOnlyDictionary<string, string> hashes)
    {
        var others = input.Files is { } planned
            ? planned.Keys.Union(hashes.Keys).Where(path => planned.GetValueOrDefault(path) != hashes.GetValueOrDefault(path)).Order(StringComparer.Ordinal).ToList()
            : [];
        if (others.Count > 0)
        {
            throw DefinitionErrors.ChangedMeanwhile(others);
        }
    }
}
