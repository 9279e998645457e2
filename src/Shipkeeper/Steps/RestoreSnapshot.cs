using Shipkeeper.Engine.Planning;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Steps;

/// <param name="Database">The platform's.</param>
/// <param name="FromOperation">That has taken the snapshot.</param>
/// <param name="FromRelease">Whose data it holds.</param>
/// <param name="Release">Whose data leaves; null before the first release.</param>
internal sealed record RestoreSnapshotInput(string Database, string FromOperation, int? FromRelease, int? Release);

/// <summary>Puts the data of a kept snapshot in the place of what is there, which is kept as this operation's own snapshot. The database must be barred, and stays so.</summary>
internal sealed class RestoreSnapshot(PlatformSession session) : StepKind<RestoreSnapshotInput>(Name, StepsJson.Default.RestoreSnapshotInput), IReturnsData
{
    private const string Name = "restore-snapshot";

    public override bool CanUndo => true;

    public static Step Step(RestoreSnapshotInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.RestoreSnapshotInput, reason);

    protected override Task<bool> IsDoneAsync(RestoreSnapshotInput input, StepScope scope, CancellationToken ct) => Exchange(input, scope).IsDoneAsync(ct);

    protected override Task ApplyAsync(RestoreSnapshotInput input, StepScope scope, CancellationToken ct) => Exchange(input, scope).RunAsync(ct);

    protected override Task UndoAsync(RestoreSnapshotInput input, StepScope scope, CancellationToken ct) =>
        DataDecision.Keeps(session, scope.OperationId) ? Task.CompletedTask : Exchange(input, scope).UndoAsync(ct);

    private SnapshotExchange Exchange(RestoreSnapshotInput input, StepScope scope) =>
        new(session, scope, input.Database, input.FromOperation, input.FromRelease, input.Release);
}
