using Shipkeeper.Database;

namespace Shipkeeper.Snapshots;

/// <summary>Removes what operations have kept of one database, but for the newest. What has no marker is not looked at.</summary>
internal sealed class Retention(DatabaseServer server, string database)
{
    /// <returns>Names of what was removed.</returns>
    public Task<IReadOnlyList<string>> DropFailedAsync(int keep, CancellationToken ct) => DropAsync(KeptRole.Failed, keep, ct);

    /// <inheritdoc cref="DropFailedAsync"/>
    public Task<IReadOnlyList<string>> DropBeforeAsync(int keep, CancellationToken ct) => DropAsync(KeptRole.Before, keep, ct);

    private async Task<IReadOnlyList<string>> DropAsync(KeptRole role, int keep, CancellationToken ct)
    {
        var old = KeptDatabases.Among(await KnownDatabases.ListAsync(server, ct), database).Where(kept => kept.Marker.Role == role).Skip(keep).ToList();
        foreach (var kept in old)
        {
            await DatabaseDrop.RunAsync(server, kept.Database, ct);
        }

        return [.. old.Select(kept => kept.Database.Name)];
    }
}
