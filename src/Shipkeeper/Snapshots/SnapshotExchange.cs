using Shipkeeper.Database;
using Shipkeeper.Engine.Execution;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Snapshots;

/// <summary>
/// Puts a snapshot that an earlier operation has taken into the place of the database, which becomes the snapshot of this operation. And back:
/// then both are what they were.
/// </summary>
/// <param name="database">The platform's.</param>
/// <param name="fromOperation">Whose snapshot it is.</param>
/// <param name="fromRelease">Whose data it holds.</param>
/// <param name="release">Whose data leaves.</param>
internal sealed class SnapshotExchange(PlatformSession session, StepScope scope, string database, string fromOperation, int? fromRelease, int? release)
{
    /// <summary>In the journal: as what the database that left is kept.</summary>
    public const string KeptFact = "kept";

    private DumpFile Dump => new(session, fromOperation);

    public async Task<bool> IsDoneAsync(CancellationToken ct)
    {
        await using var server = await DatabaseServer.OpenAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        return Find(await KnownDatabases.ListAsync(server, ct), KeptRole.Before, scope.OperationId) is not null;
    }

    public async Task RunAsync(CancellationToken ct)
    {
        await using var server = await DatabaseServer.OpenAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        var incoming = await FindIncomingAsync(server, ct);
        await new DatabaseSwap(server).RunAsync(incoming, MarkerOf(KeptRole.Before, scope.OperationId, release, session.Time.GetUtcNow()), opens: false, ct);
        await scope.NoteAsync(new Dictionary<string, string> { ["came"] = incoming.Database.Name, [KeptFact] = SnapshotNames.Of(KeptRole.Before, database, scope.OperationId) });
    }

    public async Task UndoAsync(CancellationToken ct)
    {
        await using var server = await DatabaseServer.AwaitAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        if (Find(await KnownDatabases.ListAsync(server, ct), KeptRole.Before, scope.OperationId) is { } own)
        {
            await new DatabaseSwap(server).RunAsync(own, MarkerOfUsed(), opens: true, ct);
        }

        await new NewDatabase(server, MarkerOf(KeptRole.Restored, scope.OperationId, fromRelease, session.Time.GetUtcNow())).DropUnfinishedAsync(ct);
        if (Find(await KnownDatabases.ListAsync(server, ct), KeptRole.Restored, scope.OperationId) is { } copy)
        {
            await DatabaseDrop.RunAsync(server, copy.Database, ct);
        }
    }

    private async Task<KeptDatabase> FindIncomingAsync(DatabaseServer server, CancellationToken ct)
    {
        var known = await KnownDatabases.ListAsync(server, ct);
        if (Find(known, KeptRole.Before, fromOperation) is { } clone)
        {
            return clone;
        }

        if (Dump.Find() is null)
        {
            throw SnapshotErrors.Missing(database, fromOperation);
        }

        var marker = MarkerOf(KeptRole.Restored, scope.OperationId, fromRelease, session.Time.GetUtcNow());
        return Find(known, KeptRole.Restored, scope.OperationId) ?? await new DatabaseDump(session, scope, server).RestoreAsync(marker, fromOperation, ct);
    }

    /// <summary>A clone is the snapshot of its operation again; a copy of a dump has done its service.</summary>
    private SnapshotMarker MarkerOfUsed() => Dump.Find() is null
        ? MarkerOf(KeptRole.Before, fromOperation, fromRelease, OperationId.TimeOf(fromOperation))
        : MarkerOf(KeptRole.Restored, scope.OperationId, fromRelease, session.Time.GetUtcNow());

    private SnapshotMarker MarkerOf(KeptRole role, string operationId, int? whose, DateTimeOffset at) => new(role, database, operationId, whose, at, Comment: null);

    private KeptDatabase? Find(IEnumerable<KnownDatabase> known, KeptRole role, string operationId) => KeptDatabases.Find(known, role, database, operationId);
}
