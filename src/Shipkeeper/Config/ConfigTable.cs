using Shipkeeper.Database;
using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Config;

/// <summary>Sections without SQL of their own: a row for each field in our own table, which comes with the first of them.</summary>
internal static class ConfigTable
{
    private const string Table = "shipkeeper.config";
    private const int MaximumRows = 10_000;

    /// <returns>Stored values by field; those of fields that the section has no more are left out.</returns>
    public static async Task<IReadOnlyDictionary<string, string?>> ReadAsync(PostgresConnection database, ConfigSectionDefinition section, CancellationToken ct)
    {
        if (!await OwnTables.ExistsAsync(database, Table, ct))
        {
            return new Dictionary<string, string?>();
        }

        var rows = await database.QueryAsync("select field, value from shipkeeper.config where section = $1", MaximumRows, ct, section.Name);
        return rows.Rows.Where(row => section.Fields.ContainsKey(row[0]!)).ToDictionary(row => row[0]!, row => row[1]);
    }

    /// <summary>In the transaction of the caller, under the platform's lock.</summary>
    public static async Task WriteAsync(PostgresConnection database, StoredSection stored, CancellationToken ct)
    {
        await OwnTables.CreateMissingAsync(
            database,
            Table,
            "section text not null, field text not null, value text, updated_at timestamptz not null default now(), primary key (section, field)",
            ct);
        foreach (var (field, value) in stored.Values)
        {
            await database.ExecuteAsync(
                """
                insert into shipkeeper.config (section, field, value) values ($1, $2, $3)
                on conflict (section, field) do update set value = excluded.value, updated_at = now()
                """,
                ct,
                stored.Section.Name,
                field,
                value);
        }
    }
}
