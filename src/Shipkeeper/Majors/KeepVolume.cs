using Shipkeeper.Engine.Planning;
using Shipkeeper.Snapshots;
using Shipkeeper.Volumes;

namespace Shipkeeper.Majors;

/// <param name="Volume">As the engine names it.</param>
/// <param name="Kept">The volume that is made.</param>
/// <param name="Release">Whose images may be used for that.</param>
internal sealed record KeepVolumeInput(string Volume, string Kept, int Release);

/// <summary>Copies a volume that nobody uses to another one, and empties it. Undone, its content is back, and the copy gone.</summary>
internal sealed class KeepVolume(PlatformSession session) : StepKind<KeepVolumeInput>(Name, MajorsJson.Default.KeepVolumeInput), IReturnsData
{
    private const string Name = "keep-volume";

    public override bool CanUndo => true;

    /// <summary>The server before cannot read the files that its successor makes.</summary>
    public bool DataCanStay => false;

    public static Step Step(KeepVolumeInput input, string reason) => Engine.Planning.Step.Of(Name, input, MajorsJson.Default.KeepVolumeInput, reason);

    protected override Task<bool> IsDoneAsync(KeepVolumeInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override async Task ApplyAsync(KeepVolumeInput input, StepScope scope, CancellationToken ct)
    {
        var release = session.Releases.Read(input.Release);
        await new VolumeKeeping(session, scope, new(session, release, scope.OperationId)).KeepAsync(input.Volume, input.Kept, ct);
        await OneOffContainer.EmptyAsync(session, release, scope.OperationId, input.Volume, ct);
    }

    protected override Task UndoAsync(KeepVolumeInput input, StepScope scope, CancellationToken ct) =>
        new VolumeKeeping(session, scope, new(session, session.Releases.Read(input.Release), scope.OperationId)).ReturnAsync(input.Volume, input.Kept, ct);
}
