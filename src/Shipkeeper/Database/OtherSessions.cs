using System.Globalization;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Database;

/// <summary>One session inside a database.</summary>
/// <param name="IsComing">Not yet inside, and nobody knows who it is.</param>
internal sealed record OtherSession(int Pid, string Application, string User, bool IsComing)
{
    public override string ToString() =>
        IsComing ? $"a session that has just begun, pid {Pid}" : $"{(Application.Length > 0 ? Application : "without a name")}, user {User}, pid {Pid}";
}

/// <summary>Ends the sessions inside a database, and waits until they are gone.</summary>
internal static class OtherSessions
{
    private const string NotAllowed = "42501";
    public const string ObjectInUse = "55006";
    private const int MaximumSessions = 10_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Does what the server refuses while anybody is inside, with databases that are barred. The server counts somebody too who is just being
    /// turned away.
    /// </summary>
    public static async Task DoWithoutThemAsync(DatabaseServer server, IReadOnlyList<KnownDatabase> databases, Func<Task> change, CancellationToken ct)
    {
        for (var begun = server.Time.GetTimestamp(); ;)
        {
            foreach (var database in databases)
            {
                await EndAsync(server, database, exceptApplication: null, ct);
            }

            try
            {
                await change();
                return;
            }
            catch (SqlRefusedException inUse) when (inUse.SqlState == ObjectInUse && server.Time.GetElapsedTime(begun) < Limit)
            {
                // Once more.
            }
            catch (SqlRefusedException inUse) when (inUse.SqlState == ObjectInUse)
            {
                throw DatabaseErrors.InUse(databases[0].Name, Limit, [inUse.Message]);
            }
        }
    }

    /// <param name="exceptApplication">Sessions of this name stay; null: none does.</param>
    /// <exception cref="ShipkeeperException"><c>database.in-use</c>, with the sessions that do not end.</exception>
    public static async Task EndAsync(DatabaseServer server, KnownDatabase database, string? exceptApplication, CancellationToken ct)
    {
        // Whoever was just coming in when the database was barred is waited for. Who comes later is turned away, however often it tries.
        var (inside, asked, begun) = (await ListAsync(server, database, exceptApplication, ct), new HashSet<int>(), server.Time.GetTimestamp());
        var coming = inside.Where(session => session.IsComing).Select(session => session.Pid).ToHashSet();
        while (inside.Count > 0)
        {
            if (server.Time.GetElapsedTime(begun) > Limit)
            {
                throw DatabaseErrors.InUse(database.Name, Limit, [.. inside.Select(session => $"{session}")]);
            }

            foreach (var session in inside.Where(session => !session.IsComing && asked.Add(session.Pid)))
            {
                await AskToEndAsync(server, session, ct);
            }

            await Task.Delay(Pause, server.Time, ct);
            inside = [.. (await ListAsync(server, database, exceptApplication, ct)).Where(session => !session.IsComing || coming.Contains(session.Pid))];
        }
    }

    /// <summary>Transactions that were prepared for a second phase. Nobody is inside any more, and nobody comes in, so nobody can end them.</summary>
    /// <exception cref="ShipkeeperException"><c>database.in-use</c>, with their names.</exception>
    public static async Task RefusePreparedAsync(DatabaseServer server, KnownDatabase database, CancellationToken ct)
    {
        var prepared = await server.Connection.QueryAsync(
            "select gid from pg_catalog.pg_prepared_xacts where database = $1 order by gid", MaximumSessions, ct, database.Name);
        if (prepared.Rows.Count > 0)
        {
            throw DatabaseErrors.Prepared(database.Name, [.. prepared.Rows.Select(row => row[0]!)]);
        }
    }

    /// <summary>
    /// Who is inside, and who is just coming in: that one holds a lock on the database, and is in no list of sessions yet. The server ends its
    /// own workers when somebody wants the database.
    /// </summary>
    private static async Task<IReadOnlyList<OtherSession>> ListAsync(DatabaseServer server, KnownDatabase database, string? exceptApplication, CancellationToken ct)
    {
        const string Sql =
            """
            select pid, coalesce(application_name, ''), coalesce(usename, backend_type, ''), false from pg_catalog.pg_stat_activity
            where datid = $1::oid and pid <> pg_backend_pid() and application_name is distinct from $2
              and coalesce(backend_type, '') not in ('autovacuum worker', 'parallel worker')
            union all
            select pid, '', '', true from pg_catalog.pg_locks l
            where locktype = 'object' and classid = 'pg_catalog.pg_database'::regclass and objid = $1::oid and pid <> pg_backend_pid()
              and not exists (select from pg_catalog.pg_stat_activity a where a.pid = l.pid and a.datid is not null)
            order by 1
            """;
        var answer = await server.Connection.QueryAsync(Sql, MaximumSessions, ct, database.Oid.ToString(CultureInfo.InvariantCulture), exceptApplication);
        return [.. answer.Rows.Select(row => new OtherSession(int.Parse(row[0]!, CultureInfo.InvariantCulture), row[1]!, row[2]!, row[3] == "t"))];
    }

    private static async Task AskToEndAsync(DatabaseServer server, OtherSession session, CancellationToken ct)
    {
        try
        {
            await server.Connection.QueryAsync("select pg_catalog.pg_terminate_backend($1::int)", 1, ct, session.Pid.ToString(CultureInfo.InvariantCulture));
        }
        catch (SqlRefusedException refusal) when (refusal.SqlState == NotAllowed)
        {
            // That of a superuser, when we are none. It may end by itself; if it does not, it is named.
        }
    }
}
