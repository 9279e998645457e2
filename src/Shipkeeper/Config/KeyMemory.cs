using Shipkeeper.Database;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Config;

/// <summary>
/// With which keys sections were encrypted: the database remembers their fingerprints, so that a key that was lost and made anew is noticed
/// before an application reads nonsense. A restored database brings its own memory.
/// </summary>
internal static class KeyMemory
{
    private const string Table = "shipkeeper.keys";
    private const int MaximumRows = 10_000;

    /// <returns>Fingerprints by the name of the secret.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(PostgresConnection database, CancellationToken ct)
    {
        if (!await OwnTables.ExistsAsync(database, Table, ct))
        {
            return new Dictionary<string, string>();
        }

        var rows = await database.QueryAsync("select name, fingerprint from shipkeeper.keys", MaximumRows, ct);
        return rows.Rows.ToDictionary(row => row[0]!, row => row[1]!);
    }

    /// <summary>In the transaction that writes what they have encrypted, under the platform's lock.</summary>
    /// <param name="newKey">Takes keys as they are, whatever was remembered.</param>
    /// <exception cref="ShipkeeperException">A key is not the one that was remembered.</exception>
    public static async Task RememberAsync(PostgresConnection database, StoredSection stored, bool newKey, CancellationToken ct)
    {
        if (stored.Fingerprints.Count == 0)
        {
            return;
        }

        var known = await ReadAsync(database, ct);
        if (!newKey && stored.Fingerprints.FirstOrDefault(key => known.GetValueOrDefault(key.Key, key.Value) != key.Value).Key is { } changed)
        {
            throw ConfigErrors.KeyChanged(changed, stored.Section);
        }

        await OwnTables.CreateMissingAsync(
            database, Table, "name text primary key, fingerprint text not null, recorded_at timestamptz not null default now()", ct);
        foreach (var (name, fingerprint) in stored.Fingerprints)
        {
            await database.ExecuteAsync(
                "insert into shipkeeper.keys (name, fingerprint) values ($1, $2) on conflict (name) do update set fingerprint = excluded.fingerprint, recorded_at = now() where keys.fingerprint <> excluded.fingerprint",
                ct,
                name,
                fingerprint);
        }
    }
}
