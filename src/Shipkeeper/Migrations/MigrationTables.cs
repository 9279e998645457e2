using System.Globalization;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Migrations;

/// <summary>
/// The two tables that say what was applied: <c>public.schema_migrations</c>, which other tools and the migrations themselves may write
/// too, and our own <c>shipkeeper.migrations</c> with the checksums beside it.
/// </summary>
internal static class MigrationTables
{
    private const int MaximumRows = 1_000_000;

    private static readonly string[] WrittenColumns = ["version", "name"];

    public static async Task<MigrationRecords> ReadAsync(PostgresConnection database, CancellationToken ct)
    {
        var there = await FindAsync(database, ct);
        return new(
            there.Applied ? await ReadAppliedAsync(database, ct) : [],
            there.Checksums ? await ReadChecksumsAsync(database, ct) : new Dictionary<int, string?>());
    }

    /// <summary>Under the advisory lock, or two would make them at once.</summary>
    public static async Task CreateMissingAsync(PostgresConnection database, CancellationToken ct)
    {
        var there = await FindAsync(database, ct);
        if (there.Applied)
        {
            await RefuseUnusableAsync(database, ct);
        }
        else
        {
            await database.ExecuteAsync(
                "create table public.schema_migrations (version integer primary key, name text not null, applied_at timestamptz not null default now())", ct);
        }

        if (!there.Checksums)
        {
            await database.ExecuteAsync("create schema if not exists shipkeeper", ct);
            await database.ExecuteAsync(
                "create table shipkeeper.migrations (version integer primary key, sha256 text, recorded_at timestamptz not null default now())", ct);
        }
    }

    /// <summary>Unless the file has written the row by itself. In the transaction of the file.</summary>
    public static Task InsertAppliedAsync(PostgresConnection database, Migration file, CancellationToken ct) =>
        database.ExecuteAsync(
            """
            with applied as (
              insert into public.schema_migrations (version, name) select $1, $2 where not exists (select 1 from public.schema_migrations where version = $1)
            )
            insert into shipkeeper.migrations (version, sha256) values ($3, $4) on conflict (version) do update set sha256 = excluded.sha256, recorded_at = now()
            """,
            ct,
            file.Digits,
            file.Name,
            file.Number.ToString(CultureInfo.InvariantCulture),
            file.Sha256);

    /// <param name="sha256">Null: it is known that there is no file.</param>
    public static Task RecordChecksumAsync(PostgresConnection database, int number, string? sha256, CancellationToken ct) => database.ExecuteAsync(
        "insert into shipkeeper.migrations (version, sha256) values ($1, $2) on conflict (version) do update set sha256 = excluded.sha256, recorded_at = now()",
        ct,
        number.ToString(CultureInfo.InvariantCulture),
        sha256);

    /// <summary>A table that somebody else made must take a row of number and name.</summary>
    private static async Task RefuseUnusableAsync(PostgresConnection database, CancellationToken ct)
    {
        var columns = await database.QueryAsync(
            """
            select attname, attnotnull and not atthasdef and attidentity = '' and attname not in ('version', 'name')
            from pg_attribute where attrelid = 'public.schema_migrations'::regclass and attnum > 0 and not attisdropped
            """,
            MaximumRows,
            ct);
        string[] missing = [.. WrittenColumns.Except(columns.Rows.Select(column => column[0]!))];
        string[] demanded = [.. columns.Rows.Where(column => column[1] == "t").Select(column => column[0]!)];
        if (missing.Length + demanded.Length > 0)
        {
            throw MigrationErrors.TableUnusable(missing, demanded);
        }
    }

    private static async Task<(bool Applied, bool Checksums)> FindAsync(PostgresConnection database, CancellationToken ct)
    {
        var there = await database.QueryAsync(
            "select to_regclass('public.schema_migrations') is not null, to_regclass('shipkeeper.migrations') is not null", 1, ct);
        return (there.Rows[0][0] == "t", there.Rows[0][1] == "t");
    }

    /// <summary>By way of JSON, because the table may be somebody else's, with other columns and types. A version that is no number is none of ours.</summary>
    private static async Task<IReadOnlyList<AppliedMigration>> ReadAppliedAsync(PostgresConnection database, CancellationToken ct)
    {
        var rows = await database.QueryAsync(
            "select row->>'version', row->>'name', row->>'applied_at' from (select to_jsonb(m) from public.schema_migrations m) as rows(row)", MaximumRows, ct);
        return
        [
            .. from row in rows.Rows
            let number = int.TryParse(row[0], NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : -1
            where number >= 0
            orderby number
            select new AppliedMigration(number, row[1] ?? "", row[2]),
        ];
    }

    private static async Task<IReadOnlyDictionary<int, string?>> ReadChecksumsAsync(PostgresConnection database, CancellationToken ct)
    {
        var rows = await database.QueryAsync("select version, sha256 from shipkeeper.migrations", MaximumRows, ct);
        return rows.Rows.ToDictionary(row => int.Parse(row[0]!, CultureInfo.InvariantCulture), row => row[1]);
    }
}
