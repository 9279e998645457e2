using Shipkeeper.Engine.Planning;
using Shipkeeper.PlatformFile;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Steps;

/// <param name="Database">The platform's.</param>
/// <param name="Choice">Auto is decided when the step runs.</param>
/// <param name="Release">Whose data it is; null before the first release.</param>
/// <param name="Returns">Whether an undo puts the data back; else it only removes what is half made.</param>
/// <param name="KeepFailed">How many databases of failed operations stay when this one fails too.</param>
internal sealed record TakeSnapshotInput(string Database, SnapshotChoice Choice, int? Release, bool Returns, int KeepFailed);

/// <summary>Keeps the data as it is now. Undone, the data is as it was then, and what came after it is kept as another database.</summary>
internal sealed class TakeSnapshot(PlatformSession session) : StepKind<TakeSnapshotInput>(Name, StepsJson.Default.TakeSnapshotInput), IReturnsData
{
    private const string Name = "take-snapshot";

    public override bool CanUndo => true;

    public static Step Step(TakeSnapshotInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.TakeSnapshotInput, reason);

    protected override Task<bool> IsDoneAsync(TakeSnapshotInput input, StepScope scope, CancellationToken ct) =>
        new SnapshotTaking(session, scope, input.Database, input.Release).IsDoneAsync(ct);

    protected override Task ApplyAsync(TakeSnapshotInput input, StepScope scope, CancellationToken ct) =>
        new SnapshotTaking(session, scope, input.Database, input.Release).RunAsync(input.Choice, ct);

    protected override Task UndoAsync(TakeSnapshotInput input, StepScope scope, CancellationToken ct) =>
        new SnapshotReturn(session, scope, input.Database, input.Release).RunAsync(input.Returns && !DataDecision.Keeps(session, scope.OperationId), input.KeepFailed, ct);
}
