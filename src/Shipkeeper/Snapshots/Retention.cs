using Shipkeeper.Database;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Snapshots;

/// <summary>Removes what operations have kept of one database, but for the newest. A database without a marker of ours is not looked at.</summary>
internal sealed class Retention(PlatformSession session, DatabaseServer server, string database)
{
    /// <returns>What was removed.</returns>
    public async Task<IReadOnlyList<string>> DropFailedAsync(int keep, CancellationToken ct) =>
        await DropAsync([.. (await KeptAsync(KeptRole.Failed, ct)).Skip(keep).Select(kept => kept.Database)], ct);

    /// <inheritdoc cref="DropFailedAsync"/>
    public async Task<IReadOnlyList<string>> DropSnapshotsAsync(int keep, CancellationToken ct)
    {
        var old = (await SnapshotList.ReadAsync(session, server, database, ct)).Skip(keep).ToList();
        var names = old.Where(snapshot => snapshot.Kind is SnapshotChoice.Clone).Select(snapshot => snapshot.Place).ToHashSet();
        var dropped = await DropAsync([.. (await KeptAsync(KeptRole.Before, ct)).Select(kept => kept.Database).Where(clone => names.Contains(clone.Name))], ct);
        var dumps = old.Where(snapshot => snapshot.Kind is SnapshotChoice.Dump).ToList();
        dumps.ForEach(dump => new DumpFile(session, dump.Operation).Remove());
        return [.. dropped, .. dumps.Select(dump => dump.Place)];
    }

    /// <summary>What operations have half made and nobody has removed, because a person ended them; and copies of dumps that were not used.</summary>
    /// <param name="operationId">Not what this one is about to make.</param>
    /// <inheritdoc cref="DropFailedAsync"/>
    public async Task<IReadOnlyList<string>> DropUnfinishedAsync(string operationId, CancellationToken ct)
    {
        var known = await KnownDatabases.ListAsync(server, ct);
        var unfinished = from id in session.OperationStore.ListIds()
                         where id != operationId
                         from role in new[] { KeptRole.Before, KeptRole.Restored }
                         let found = KeptDatabases.FindUnfinished(known, role, database, id)
                         where found is not null
                         select found;
        var copies = KeptDatabases.Among(known, database).Where(kept => kept.Marker.Role == KeptRole.Restored && kept.Marker.Operation != operationId);
        return await DropAsync([.. unfinished, .. copies.Select(kept => kept.Database)], ct);
    }

    private async Task<IEnumerable<KeptDatabase>> KeptAsync(KeptRole role, CancellationToken ct) =>
        KeptDatabases.Among(await KnownDatabases.ListAsync(server, ct), database).Where(kept => kept.Marker.Role == role);

    private async Task<IReadOnlyList<string>> DropAsync(IReadOnlyList<KnownDatabase> doomed, CancellationToken ct)
    {
        foreach (var known in doomed)
        {
            await DatabaseDrop.RunAsync(server, known, ct);
        }

        return [.. doomed.Select(known => known.Name)];
    }
}
