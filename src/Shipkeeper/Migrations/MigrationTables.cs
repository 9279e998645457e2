using System.Globalization;
using Shipkeeper.Database;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Migrations;

/// <summary>
/// The two tables that say what was applied: <c>public.schema_migrations</c>, which other tools and the migrations themselves may write
/// too, and our own <c>shipkeeper.migrations</c> with the checksums beside it. Error: <c>database.own-tables-refused</c>.
/// </summary>
internal static class MigrationTables
{
    private const int MaximumRows = 1_000_000;
    private const string Applied = "public.schema_migrations";
    private const string UniqueViolation = "23505";
    private const string Checksums = "shipkeeper.migrations";

    private static readonly string[] WrittenColumns = ["version", "name"];

    public static Task<MigrationRecords> ReadAsync(PostgresConnection database, CancellationToken ct) => OwnTables.AskAsync(async () => new MigrationRecords(
        await OwnTables.ExistsAsync(database, Applied, ct) ? await ReadAppliedAsync(database, ct) : [],
        await OwnTables.ExistsAsync(database, Checksums, ct) ? await ReadChecksumsAsync(database, ct) : new Dictionary<int, string?>()));

    /// <summary>Under the advisory lock, or two would make them at once.</summary>
    public static Task CreateMissingAsync(PostgresConnection database, CancellationToken ct) => OwnTables.AskAsync(() => database.InTransactionAsync(async () =>
    {
        if (await OwnTables.ExistsAsync(database, Applied, ct))
        {
            await RefuseUnusableAsync(database, ct);
        }
        else
        {
            await database.ExecuteAsync(
                $"create table {Applied} (version integer primary key, name text not null, applied_at timestamptz not null default now())", ct);
        }

        await OwnTables.CreateMissingAsync(
            database, Checksums, "version integer primary key, sha256 text, recorded_at timestamptz not null default now()", ct);
    }, ct));

    /// <summary>
    /// In the transaction of the file. The file may have written the row by itself; the checksum nobody else may have: where somebody has, they
    /// have applied the file too, and the server refuses ours by the primary key.
    /// </summary>
    public static async Task InsertAppliedAsync(PostgresConnection database, Migration file, CancellationToken ct)
    {
        await InsertRowAsync(database, file, ct);
        try
        {
            await database.ExecuteAsync($"insert into {Checksums} (version, sha256) values ($1, $2)", ct, VersionOf(file.Number), file.Sha256);
        }
        catch (SqlRefusedException refusal) when (refusal.SqlState == UniqueViolation)
        {
            throw MigrationErrors.AppliedMeanwhile();
        }
    }

    /// <summary>After a file whose checksum was recorded before it was begun.</summary>
    public static Task InsertRowAsync(PostgresConnection database, Migration file, CancellationToken ct) => database.ExecuteAsync(
        $"""
        insert into {Applied} (version, name)
        select $1, $2 where not exists (select 1 from {Applied} where ltrim(version::text, '0') = ltrim($3, '0'))
        """,
        ct,
        file.Digits,
        file.Name,
        file.Digits);

    /// <param name="sha256">Null: it is known that there is no file.</param>
    public static Task RecordChecksumAsync(PostgresConnection database, int number, string? sha256, CancellationToken ct) => OwnTables.AskAsync(() => database.ExecuteAsync(
        $"""
        insert into {Checksums} (version, sha256) values ($1, $2)
        on conflict (version) do update set sha256 = excluded.sha256, recorded_at = now()
        """,
        ct,
        VersionOf(number),
        sha256));

    public static Task ForgetChecksumAsync(PostgresConnection database, int number, CancellationToken ct) =>
        database.ExecuteAsync($"delete from {Checksums} where version = $1", ct, VersionOf(number));

    /// <summary>A table that somebody else made must take a row of number and name.</summary>
    private static async Task RefuseUnusableAsync(PostgresConnection database, CancellationToken ct)
    {
        var columns = await database.QueryAsync(
            $"""
            select attname, attnotnull and not atthasdef and attidentity = '' and attname not in ('version', 'name')
            from pg_attribute where attrelid = '{Applied}'::regclass and attnum > 0 and not attisdropped
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

    /// <summary>
    /// By way of JSON, because the table may be somebody else's, with other columns and types: a version that is no number is none of ours, and
    /// one that stands there twice counts once.
    /// </summary>
    private static async Task<IReadOnlyList<AppliedMigration>> ReadAppliedAsync(PostgresConnection database, CancellationToken ct)
    {
        var rows = await database.QueryAsync(
            $"select row->>'version', row->>'name', row->>'applied_at' from (select to_jsonb(m) from {Applied} m) as rows(row)", MaximumRows, ct);
        var applied =
            from row in rows.Rows
            let number = int.TryParse(row[0], NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : -1
            where number >= 0
            orderby number
            select new AppliedMigration(number, row[1] ?? "", row[2]);
        return [.. applied.DistinctBy(row => row.Number)];
    }

    private static async Task<IReadOnlyDictionary<int, string?>> ReadChecksumsAsync(PostgresConnection database, CancellationToken ct)
    {
        var rows = await database.QueryAsync($"select version, sha256 from {Checksums}", MaximumRows, ct);
        return rows.Rows.ToDictionary(row => int.Parse(row[0]!, CultureInfo.InvariantCulture), row => row[1]);
    }

    private static string VersionOf(int number) => number.ToString(CultureInfo.InvariantCulture);
}
