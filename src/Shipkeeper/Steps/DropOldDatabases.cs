using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Steps;

/// <param name="Database">The platform's.</param>
/// <param name="KeepSnapshots">The newest of them stay.</param>
/// <param name="KeepFailed">Of the databases of failed operations.</param>
internal sealed record DropOldDatabasesInput(string Database, int KeepSnapshots, int KeepFailed);

/// <summary>Removes what operations have kept of the database, as databases and as dumps, but for the newest.</summary>
internal sealed class DropOldDatabases(PlatformSession session) : ForwardStepKind<DropOldDatabasesInput>(Name, StepsJson.Default.DropOldDatabasesInput)
{
    private const string Name = "drop-old-databases";

    public static Step Step(DropOldDatabasesInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.DropOldDatabasesInput, reason);

    protected override Task<bool> IsDoneAsync(DropOldDatabasesInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override async Task ApplyAsync(DropOldDatabasesInput input, StepScope scope, CancellationToken ct)
    {
        await using var server = await DatabaseServer.OpenAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        var retention = new Retention(session, server, input.Database);
        IReadOnlyList<string> dropped =
        [
            .. await retention.DropSnapshotsAsync(input.KeepSnapshots, ct),
            .. await retention.DropFailedAsync(input.KeepFailed, ct),
            .. await retention.DropUnfinishedAsync(scope.OperationId, ct),
        ];
        foreach (var name in dropped)
        {
            scope.Report($"{name}: removed");
        }
    }
}
