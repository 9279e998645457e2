using Shipkeeper.Database;
using Shipkeeper.Model;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Majors;

/// <summary>
/// What is in a database, a line for each thing: tables with their columns and the number of their rows, indexes, constraints, functions, triggers,
/// types, sequences with where they are, extensions. Two databases with the same lines have the same schema and as many rows. What an
/// extension makes by itself is left out: another version of it makes other things.
/// </summary>
internal static class DatabaseInventory
{
    private const int DifferencesShown = 10;

    /// <summary>Names are written by the server with an empty search_path, so that they are the same for everybody.</summary>
    private const string Sql =
        """
        with own as (
          select oid, pg_catalog.quote_ident(nspname) as name from pg_catalog.pg_namespace n
          where nspname not like 'pg\_%' and nspname <> 'information_schema'),
        made as (select classid, objid from pg_catalog.pg_depend where deptype = 'e'),
        relation as (
          select c.oid, own.name || '.' || pg_catalog.quote_ident(c.relname) as name, c.relkind from pg_catalog.pg_class c join own on own.oid = c.relnamespace
          where c.relpersistence <> 't' and not exists (select from made where classid = 'pg_catalog.pg_class'::pg_catalog.regclass and objid = c.oid))
        select 'schema ' || name from own where not exists (select from made where classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass and objid = own.oid)
        union all select case relkind when 'r' then 'table ' when 'p' then 'table ' when 'v' then 'view ' when 'm' then 'materialized view ' when 'f' then 'foreign table '
            when 'S' then 'sequence ' when 'c' then 'type ' else 'index ' end || name from relation where relkind <> 't'
        union all select 'column ' || name || '.' || pg_catalog.quote_ident(attname) || ' ' || pg_catalog.format_type(atttypid, atttypmod)
          from relation join pg_catalog.pg_attribute a on a.attrelid = relation.oid where relkind in ('r', 'p', 'v', 'm', 'f', 'c') and attnum > 0 and not attisdropped
        union all select 'constraint ' || pg_catalog.quote_ident(conname) || ' of ' || name
          from relation join pg_catalog.pg_constraint k on k.conrelid = relation.oid where contype <> 'n'
        union all select 'trigger ' || pg_catalog.quote_ident(tgname) || ' of ' || name from relation join pg_catalog.pg_trigger t on t.tgrelid = relation.oid where not tgisinternal
        union all select 'function ' || p.oid::pg_catalog.regprocedure::text from pg_catalog.pg_proc p join own on own.oid = p.pronamespace
          where not exists (select from made where classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and objid = p.oid)
        union all select 'sequence ' || pg_catalog.quote_ident(schemaname) || '.' || pg_catalog.quote_ident(sequencename) || ' at ' || coalesce(last_value::text, 'its beginning')
          from pg_catalog.pg_sequences s where pg_catalog.to_regclass(pg_catalog.quote_ident(schemaname) || '.' || pg_catalog.quote_ident(sequencename)) in (select oid from relation)
        union all select 'extension ' || pg_catalog.quote_ident(extname) from pg_catalog.pg_extension
        """;

    public static async Task<IReadOnlyList<string>> ReadAsync(PostgresConnection database, CancellationToken ct)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        await database.InTransactionAsync(
            async () =>
            {
                await database.ExecuteAsync("set local search_path to ''", ct);
                lines.UnionWith((await database.QueryAsync(Sql, RowCounts.MaximumTables, ct)).Rows.Select(row => row[0]!));
                lines.UnionWith((await RowCounts.ReadAsync(database, ct)).Select(table => $"{table.Value} rows in {table.Key}"));
            },
            ct,
            readOnly: true);
        return [.. lines];
    }

    /// <summary>Pure.</summary>
    /// <exception cref="ShipkeeperException"><c>major.differs</c></exception>
    public static void MustBe(string database, IReadOnlyList<string> expected, IReadOnlyList<string> found)
    {
        IReadOnlyList<string> differences = [.. expected.Except(found).Select(line => $"before: {line}"), .. found.Except(expected).Select(line => $"now: {line}")];
        if (differences.Count > 0)
        {
            throw MajorErrors.Differs(database, ShortList.Of(differences, DifferencesShown));
        }
    }
}
