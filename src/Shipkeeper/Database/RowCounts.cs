using System.Globalization;
using Shipkeeper.Model;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.Database;

/// <summary>How many rows the tables of a database have. What an extension makes by itself is not counted: a dump does not carry it.</summary>
internal static class RowCounts
{
    public const int MaximumTables = 1_000_000;
    private const int DifferencesShown = 10;

    /// <summary>One column: the table as SQL writes it.</summary>
    public const string TablesSql =
        """
        select pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname not like 'pg\_%' and n.nspname <> 'information_schema'
          and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        order by 1
        """;

    /// <param name="table">Of <see cref="TablesSql"/>.</param>
    public static string CountSql(string table) => $"select {SqlQuoting.Literal(table)}, count(*) from only {table}";

    public static async Task<IReadOnlyDictionary<string, long>> ReadAsync(PostgresConnection database, CancellationToken ct)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in (await database.QueryAsync(TablesSql, MaximumTables, ct)).Rows.Select(row => row[0]!))
        {
            counts[table] = long.Parse((await database.QueryAsync(CountSql(table), 1, ct)).Rows[0][1]!, CultureInfo.InvariantCulture);
        }

        return counts;
    }

    /// <summary>Pure.</summary>
    /// <returns>The first of them; none where each table has as many rows as it shall have.</returns>
    public static IReadOnlyList<string> FindDifferences(IReadOnlyDictionary<string, long> expected, IReadOnlyDictionary<string, long> found) => ShortList.Of(
        [
            .. expected.Keys.Union(found.Keys).Order(StringComparer.Ordinal)
                .Where(table => Of(expected, table) != Of(found, table))
                .Select(table => $"{table}: {Write(found, table)} instead of {Write(expected, table)}"),
        ],
        DifferencesShown);

    private static long? Of(IReadOnlyDictionary<string, long> counts, string table) => counts.TryGetValue(table, out var rows) ? rows : null;

    private static string Write(IReadOnlyDictionary<string, long> counts, string table) => Of(counts, table) is { } rows ? $"{rows} rows" : "no table";
}
