using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Features.Restore;

/// <param name="Database">The platform's.</param>
/// <param name="KeepFailed">How many databases of failed operations stay when this one fails too.</param>
internal sealed record ExchangeDatabaseInput(string Database, int KeepFailed);

/// <summary>
/// Puts the database that was restored beside into the place of the platform's own, which is kept. Undone, that is back, and what was there
/// meanwhile is kept as the database of a failed operation: somebody may have written to it. It must be barred, and stays so.
/// </summary>
internal sealed class ExchangeDatabase(PlatformSession session) : StepKind<ExchangeDatabaseInput>(Name, RestoreJson.Default.ExchangeDatabaseInput), IReturnsData
{
    /// <summary>Noted: what the platform's own database is called from then on.</summary>
    public const string KeptFact = SnapshotExchange.KeptFact;
    private const string Name = "exchange-database";

    public override bool CanUndo => true;

    public static Step Step(ExchangeDatabaseInput input, string reason) => Engine.Planning.Step.Of(Name, input, RestoreJson.Default.ExchangeDatabaseInput, reason);

    protected override async Task<bool> IsDoneAsync(ExchangeDatabaseInput input, StepScope scope, CancellationToken ct)
    {
        await using var server = await DatabaseServer.OpenAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        return await FindAsync(server, input, KeptRole.Before, scope, ct) is not null;
    }

    protected override async Task ApplyAsync(ExchangeDatabaseInput input, StepScope scope, CancellationToken ct)
    {
        await using var server = await DatabaseServer.OpenAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        var restored = await FindAsync(server, input, KeptRole.Restored, scope, ct) ?? throw SnapshotErrors.Missing(input.Database, scope.OperationId);
        await new DatabaseSwap(server).RunAsync(restored, MarkerOf(input, KeptRole.Before, scope), opens: false, ct);
        await scope.NoteAsync(new Dictionary<string, string> { [KeptFact] = SnapshotNames.Of(KeptRole.Before, input.Database, scope.OperationId) });
    }

    protected override async Task UndoAsync(ExchangeDatabaseInput input, StepScope scope, CancellationToken ct)
    {
        await using var server = await DatabaseServer.AwaitAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        if (!DataDecision.Keeps(session, scope.OperationId) && await FindAsync(server, input, KeptRole.Before, scope, ct) is { } own)
        {
            await new DatabaseSwap(server).RunAsync(own, MarkerOf(input, KeptRole.Failed, scope), opens: true, ct);
            await new Retention(session, server, input.Database).DropFailedAsync(input.KeepFailed, ct);
        }
    }

    private static async Task<KeptDatabase?> FindAsync(DatabaseServer server, ExchangeDatabaseInput input, KeptRole role, StepScope scope, CancellationToken ct) =>
        KeptDatabases.Find(await KnownDatabases.ListAsync(server, ct), role, input.Database, scope.OperationId);

    private SnapshotMarker MarkerOf(ExchangeDatabaseInput input, KeptRole role, StepScope scope) => RestoreBeside.MarkerOf(session, input.Database, role, scope.OperationId);
}
