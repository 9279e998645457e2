using Shipkeeper.Database;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Config;

/// <summary>
/// With which keys sections were encrypted: the database remembers their fingerprints, section by section, so that a key that was lost and
/// made anew is noticed before an application reads nonsense. A restored database brings its own memory.
/// </summary>
internal static class KeyMemory
{
    private const string Table = "shipkeeper.keys";
    private const string Columns =
        "section text, name text, fingerprint text not null, recorded_at timestamptz not null default now(), primary key (section, name)";

    private const int MaximumRows = 10_000;

    public static async Task<IReadOnlyList<RememberedKey>> ReadAsync(PostgresConnection database, CancellationToken ct)
    {
        if (!await OwnTables.ExistsAsync(database, Table, ct))
        {
            return [];
        }

        var rows = await database.QueryAsync("select section, name, fingerprint from shipkeeper.keys order by section, name", MaximumRows, ct);
        return [.. rows.Rows.Select(row => new RememberedKey(row[0]!, row[1]!, row[2]!))];
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

        if (!newKey && FindChanged(stored, await ReadAsync(database, ct)) is { Count: > 0 } changed)
        {
            throw ConfigErrors.KeyChanged(changed, stored.Section);
        }

        await OwnTables.CreateMissingAsync(database, Table, Columns, ct);
        foreach (var (name, fingerprint) in stored.Fingerprints)
        {
            await database.ExecuteAsync(
                """
                insert into shipkeeper.keys (section, name, fingerprint) values ($1, $2, $3)
                on conflict (section, name) do update set fingerprint = excluded.fingerprint, recorded_at = now()
                where keys.fingerprint <> excluded.fingerprint
                """,
                ct,
                stored.Section.Name,
                name,
                fingerprint);
        }
    }

    /// <summary>
    /// What is remembered of other keys, if that is a reason to store nothing. A section that is new to a key goes by the others: it is enough
    /// that one of them was encrypted with the key of now.
    /// </summary>
    internal static IReadOnlyList<RememberedKey> FindChanged(StoredSection stored, IReadOnlyList<RememberedKey> remembered) =>
    [
        .. from key in stored.Fingerprints
           let known = remembered.Where(known => known.SecretName == key.Key).ToList()
           let own = known.Where(known => known.Section == stored.Section.Name).ToList()
           where (own.Count > 0 ? own : known) is { Count: > 0 } counting && counting.TrueForAll(known => known.Fingerprint != key.Value)
           from changed in known
           where changed.Fingerprint != key.Value
           select changed,
    ];
}
