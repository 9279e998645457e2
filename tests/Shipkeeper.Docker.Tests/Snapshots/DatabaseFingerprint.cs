using Shipkeeper.Docker.Tests.Postgres;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Docker.Tests.Snapshots;

/// <summary>Everything of a database that must be equal when it has returned, as text: what belongs to it, its schema, its rows.</summary>
internal static class DatabaseFingerprint
{
    private const string Properties =
        """
        select (to_jsonb(d) - 'oid' - 'datfrozenxid' - 'datminmxid' - 'datname')::text from pg_database d where datname = $1
        union all select 'owner ' || pg_get_userbyid(datdba) from pg_database where datname = $1
        union all select 'comment ' || coalesce(shobj_description(oid, 'pg_database'), 'none') from pg_database where datname = $1
        union all (select 'setting ' || coalesce(r.rolname, 'all') || ' ' || s.setconfig::text
          from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase left join pg_roles r on r.oid = s.setrole where d.datname = $1 order by 1)
        union all (select 'label ' || provider || ' ' || label from pg_shseclabel l join pg_database d on d.oid = l.objoid where d.datname = $1 order by 1)
        """;

    private const string Tables =
        """
        select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1
        """;

    private const string Sequences = "select schemaname || '.' || sequencename || ' ' || coalesce(last_value::text, '-') from pg_sequences order by 1";

    public static async Task<string> OfAsync(PostgresServer server, string database)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var beside = await PostgresServer.OpenAsync(server.Login("postgres"), ct);
        await using var inside = await PostgresServer.OpenAsync(server.Login(database), ct);
        var lines = (await beside.QueryAsync(Properties, 1000, ct, database)).Rows.Select(row => row[0]!).ToList();
        lines.AddRange((await inside.QueryAsync(Sequences, 1000, ct)).Rows.Select(row => row[0]!));
        foreach (var table in (await inside.QueryAsync(Tables, 1000, ct)).Rows.Select(row => row[0]!))
        {
            var rows = await inside.QueryAsync($"select count(*), md5(string_agg(t::text, E'\\n' order by t::text)) from {table} t", 1, ct);
            lines.Add($"{table} {rows.Rows[0][0]} {rows.Rows[0][1]}");
        }

        lines.Add(await SchemaAsync(server, database));
        return string.Join('\n', lines);
    }

    /// <summary>Newer versions of pg_dump put a random word into their text.</summary>
    private static async Task<string> SchemaAsync(PostgresServer server, string database)
    {
        var dump = await DockerCommand.MustAsync("exec", server.Container, "pg_dump", "--username", "postgres", "--schema-only", database);
        return string.Join('\n', dump.Split('\n').Where(line => !line.Contains("restrict ", StringComparison.Ordinal)));
    }
}
