using System.Text.Json.Serialization;
using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Compose;
using Shipkeeper.Tools.Git;

namespace Shipkeeper.Steps;

/// <param name="Images">Service → the image it shall run, which the engine has; null: those that the files name.</param>
/// <param name="Files">Definition file → its hash as it was planned; null: as they are.</param>
/// <param name="HostFiles">Of files that came from elsewhere, those that did not; null: that is found out.</param>
/// <param name="Adopted">Service → the config hash that its containers have, which nobody of us has made; null: nothing is taken over.</param>
internal sealed record RecordReleaseInput(
    int Number,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, WantedImage>? Images = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Files = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReleaseSource? Source = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Adopted = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? HostFiles = null);

/// <summary>
/// Records what is about to be started: definition files byte for byte, exact images, settings by value. Its images get a tag of ours, so
/// that no prune can take the way back.
/// </summary>
internal sealed class RecordRelease(PlatformSession session) : StepKind<RecordReleaseInput>(Name, StepsJson.Default.RecordReleaseInput)
{
    public const string Name = "record-release";

    public override bool CanUndo => true;

    public static Step Step(RecordReleaseInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.RecordReleaseInput, reason);

    /// <summary>A record of an earlier try may hold other files.</summary>
    protected override Task<bool> IsDoneAsync(RecordReleaseInput input, StepScope scope, CancellationToken ct) =>
        Task.FromResult(session.Releases.IsKept(input.Number) && session.Releases.Read(input.Number).Operation == scope.OperationId);

    protected override async Task ApplyAsync(RecordReleaseInput input, StepScope scope, CancellationToken ct)
    {
        var project = session.ComposeProject(release: null);
        var model = FindRead(input) ?? await session.Compose.ConfigAsync(project, ct);
        var definition = DefinitionSets.Of(session.Platform, model);
        var finding = FindCheckoutAsync(input, definition, ct);
        var services = LayerAssignment.Of(session.Platform.Definition, model).Keys;
        var images = input.Images ?? services.ToDictionary(name => name, name => new WantedImage(model.ImageOf(name)));
        var pins = await Pins.ResolveAsync(session.Docker, images, ct);
        var key = session.Releases.ReadOrMakeKey();
        var contents = CopiedContent.LabelsOf(model, key);
        var hashing = HashAsync(input, project, model, ModelSubstitutes.None with { Images = Pins.ExactOf(pins), Labels = contents }, ct);
        session.Releases.BeginDraft(Pins.Overlay(pins, contents));
        var files = session.DefinitionFiles.Read(definition, [.. session.Platform.ComposeFiles, Platform.DefinitionFile]);
        var hashes = files.ToDictionary(file => file.Path, file => file.Hash);
        var checkout = await finding;
        var draft = new ReleaseDraft(
            session.Platform,
            model,
            definition,
            hashes,
            session.DefinitionFiles.HashSecrets(definition, key),
            pins,
            key,
            SourceOf(input, checkout))
        {
            HostFiles = input.HostFiles ?? HostFiles.Of(session.Platform, definition, hashes.Keys, checkout),
            Adopted = input.Adopted,
            DatabaseMajor = await ServerMajor.OfAsync(session.Docker, session.Platform.Definition.Database, pins, ct),
        };
        RefuseOtherFiles(input, draft.Hashes);
        var before = session.Releases.ReadCurrent();
        var release = draft.ToRelease(input.Number, before?.Number, session.Time.GetUtcNow(), PlatformSession.Actor, scope.OperationId, await hashing);
        session.Releases.Record(release.KeepingAdopted(before), files);
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

    /// <summary>The files are compared with the plan below, so the model that the plan was made of holds as long as the secrets do.</summary>
    private ResolvedModel? FindRead(RecordReleaseInput input) =>
        input.Files is not null && session.ModelOnDisk is var (model, secrets) && session.Releases.ReadKey() is { } key
            && session.DefinitionFiles.HashSecrets(DefinitionSets.Of(session.Platform, model), key) is var now && now.Count == secrets.Count && !now.Except(secrets).Any()
            ? model
            : null;

    /// <summary>What is taken over keeps its containers, and so the ids of those that others share parts of.</summary>
    private async Task<IReadOnlyDictionary<string, string>> HashAsync(
        RecordReleaseInput input, ComposeProject project, ResolvedModel model, ModelSubstitutes instead, CancellationToken ct) =>
        input.Adopted is null
            ? await session.Ahead.HashesAsync(project, model, instead, ct)
            : await session.Compose.ConfigHashesAsync(project, model, instead with { Containers = SharedContainers.Of(model, await session.ObserveAsync(ct)) }, ct);

    /// <returns>Null where the files come from elsewhere, or git does not know the platform directory.</returns>
    private async Task<Checkout?> FindCheckoutAsync(RecordReleaseInput input, DefinitionSet definition, CancellationToken ct) =>
        IsFromElsewhere(input) ? null : await session.Git.FindCheckoutAsync(session.Platform.Directory, [.. definition.Files, .. definition.Folders], ct);

    private static ReleaseSource SourceOf(RecordReleaseInput input, Checkout? checkout) =>
        IsFromElsewhere(input) ? input.Source! : new(input.Source?.Kind ?? SourceKind.Files, Commit: checkout?.Commit, Dirty: checkout?.Dirty is true);

    private static bool IsFromElsewhere(RecordReleaseInput input) => input.Source?.Kind is SourceKind.Git or SourceKind.Bundle;

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
