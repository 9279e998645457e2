using System.Text.Json.Serialization;
using Shipkeeper.Backups;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Snapshots;
using Shipkeeper.Volumes;

namespace Shipkeeper.Features.Restore;

/// <param name="Key">As the compose files name the volume.</param>
/// <param name="Volume">As the engine does.</param>
/// <param name="Backup">The path of its folder.</param>
/// <param name="Identity">The file with which it is decrypted; null: it is not encrypted.</param>
/// <param name="Release">Whose images may be used for that.</param>
internal sealed record ReplaceVolumeInput(
    string Key, string Volume, string Backup, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Identity, int Release);

/// <summary>
/// Puts the content of a backup into a volume, after what is in it was kept in another one. Undone, that is copied back. Nobody may use the
/// volume meanwhile.
/// </summary>
internal sealed class ReplaceVolume(PlatformSession session) : StepKind<ReplaceVolumeInput>(Name, RestoreJson.Default.ReplaceVolumeInput), IReturnsData
{
    private const string Name = "replace-volume";

    public override bool CanUndo => true;

    public static Step Step(ReplaceVolumeInput input, string reason) => Engine.Planning.Step.Of(Name, input, RestoreJson.Default.ReplaceVolumeInput, reason);

    protected override Task<bool> IsDoneAsync(ReplaceVolumeInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override async Task ApplyAsync(ReplaceVolumeInput input, StepScope scope, CancellationToken ct)
    {
        var backup = BackupReading.Open(session, input.Backup, input.Identity);
        var part = backup.Manifest.Parts.Single(part => part.Kind is PartKind.Volume && part.Of == input.Key);
        var archive = Archive(input, scope);
        await new VolumeKeeping(session, scope, archive).KeepAsync(input.Volume, KeptVolumes.NameOf(input.Volume, scope.OperationId), ct);
        scope.Report($"{input.Key}: unpacking {Sizes.Write(part.Bytes)}");
        await backup.ReadAsync(session, part, content => archive.ReplaceAsync(input.Volume, content, ct), ct);
    }

    protected override Task UndoAsync(ReplaceVolumeInput input, StepScope scope, CancellationToken ct) =>
        DataDecision.Keeps(session, scope.OperationId)
            ? Task.CompletedTask
            : new VolumeKeeping(session, scope, Archive(input, scope)).ReturnAsync(input.Volume, KeptVolumes.NameOf(input.Volume, scope.OperationId), ct);

    private VolumeArchive Archive(ReplaceVolumeInput input, StepScope scope) => new(session, session.Releases.Read(input.Release), scope.OperationId);
}
