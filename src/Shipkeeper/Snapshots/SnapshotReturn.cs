using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Snapshots;

/// <summary>
/// Puts the data back that an operation has found, from the snapshot that it took. It asks the server what is there, so it can be cut short
/// anywhere and begin again. The database of the failed operation is kept, barred.
/// </summary>
/// <param name="database">The platform's.</param>
/// <param name="release">Whose data the operation has found.</param>
internal sealed class SnapshotReturn(PlatformSession session, StepScope scope, string database, int? release)
{
    /// <summary>In the journal: as what the database of the failed operation is kept.</summary>
    public const string FailedFact = "failed";

    private const string ReturnedFact = "returned";

    /// <param name="returns">Else only what is half made is removed.</param>
    /// <param name="keepFailed">How many databases of failed operations stay, with this one.</param>
    public async Task RunAsync(bool returns, int keepFailed, CancellationToken ct)
    {
        await using var server = await DatabaseServer.AwaitAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        if (returns)
        {
            await PutBackAsync(server, ct);
        }

        await RemoveAsync(() => RemoveUnfinishedAsync(server, returns, ct));
        await RemoveAsync(() => new Retention(session, server, database).DropFailedAsync(keepFailed, ct));
    }

    /// <summary>The data is back; what is left beside it takes room and nothing else.</summary>
    private async Task RemoveAsync(Func<Task> remove)
    {
        string? left = null;
        try
        {
            await remove();
        }
        catch (ShipkeeperException failure)
        {
            left = failure.Message;
        }

        if (left is not null)
        {
            await scope.NoteAsync(new Dictionary<string, string> { ["warning"] = left });
        }
    }

    private async Task PutBackAsync(DatabaseServer server, CancellationToken ct)
    {
        var known = await KnownDatabases.ListAsync(server, ct);
        if (KeptDatabases.Find(known, KeptRole.Before, database, scope.OperationId) is { } before)
        {
            await SwapAsync(server, before, ct);
        }
        else if (KeptDatabases.Find(known, KeptRole.Failed, database, scope.OperationId) is not null || OperationNotes.Has(session, scope.OperationId, ReturnedFact))
        {
            scope.Report($"{database}: is put back already");
        }
        else if (new DumpFile(session, scope.OperationId).Find() is not null)
        {
            var restored = KeptDatabases.Find(known, KeptRole.Restored, database, scope.OperationId)
                ?? await new DatabaseDump(session, scope, server).RestoreAsync(MarkerOf(KeptRole.Restored), scope.OperationId, ct);
            await SwapAsync(server, restored, ct);
        }
        else if (OperationNotes.Has(session, scope.OperationId, SnapshotTaking.CompleteFact))
        {
            throw SnapshotErrors.Missing(database, scope.OperationId);
        }
    }

    private async Task SwapAsync(DatabaseServer server, KeptDatabase incoming, CancellationToken ct)
    {
        await new DatabaseSwap(server).RunAsync(incoming, MarkerOf(KeptRole.Failed), opens: true, ct);
        var failedName = SnapshotNames.Of(KeptRole.Failed, database, scope.OperationId);
        scope.Report($"{database}: the data from before is back; what the operation left is kept as '{failedName}'");
        await scope.NoteAsync(new Dictionary<string, string> { [ReturnedFact] = incoming.Database.Name, [FailedFact] = failedName });
    }

    /// <summary>With a dump whose data is back, or that is not whole.</summary>
    private async Task RemoveUnfinishedAsync(DatabaseServer server, bool returns, CancellationToken ct)
    {
        foreach (var role in new[] { KeptRole.Before, KeptRole.Restored })
        {
            await new NewDatabase(server, MarkerOf(role)).DropUnfinishedAsync(ct);
        }

        var dump = new DumpFile(session, scope.OperationId);
        if (returns || dump.Find() is null)
        {
            dump.Remove();
        }
    }

    private SnapshotMarker MarkerOf(KeptRole role) => new(role, database, scope.OperationId, release, session.Time.GetUtcNow(), Comment: null);
}
