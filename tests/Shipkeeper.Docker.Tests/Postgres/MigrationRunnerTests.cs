using System.Text;
using Shipkeeper.Engine;
using Shipkeeper.Migrations;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Docker.Tests.Postgres;

/// <summary>Migrations against a real server: what is applied, what is refused, and what is left behind.</summary>
public sealed class MigrationRunnerTests(PostgresServer server)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_pending_is_applied_in_order_and_once()
    {
        var (login, first) = (await server.CreateDatabaseAsync(Ct), File(1, "create table t (a integer); insert into t values (1)"));
        await ApplyAsync(login, first);
        await ApplyAsync(login, first, File(2, "insert into t select max(a) + 1 from t"));
        await ApplyAsync(login, first, File(2, "insert into t select max(a) + 1 from t"));

        Assert.Equal("{1,2}", await AskAsync(login, "select array_agg(a order by a) from t"));
        Assert.Equal("{1,2}", await AskAsync(login, "select array_agg(version order by version) from public.schema_migrations"));
    }

    [Fact]
    public async Task A_file_may_write_its_own_row()
    {
        var login = await server.CreateDatabaseAsync(Ct);

        await ApplyAsync(login, File(7, "begin; create table t (a int); insert into public.schema_migrations (version, name) values (7, 'by itself'); commit;"));

        Assert.Equal("by itself", await AskAsync(login, "select name from public.schema_migrations where version = 7"));
    }

    [Fact]
    public async Task A_table_of_migrations_that_somebody_else_made_is_gone_on_with()
    {
        var login = await server.CreateDatabaseAsync(Ct);
        await AskAsync(login, "create table public.schema_migrations (version text primary key, name varchar(100), applied_at timestamp default now())");
        await AskAsync(login, "insert into public.schema_migrations (version, name) values ('001', 'a'), ('baseline', 'b')");

        await ApplyAsync(login, File(1, "select 1/0"), File(2, "create table t (a int)"));

        Assert.Equal("{001,002,baseline}", await AskAsync(login, "select array_agg(version order by version) from public.schema_migrations"));
        Assert.Equal("{1,2}", await AskAsync(login, "select array_agg(version order by version) from shipkeeper.migrations"));
    }

    [Theory]
    [InlineData("create table public.schema_migrations (version bigint primary key)", "public.schema_migrations has no column 'name'.")]
    [InlineData("create table public.schema_migrations (version int primary key, name text, who text not null)", "public.schema_migrations wants a value for 'who'.")]
    public async Task A_table_that_cannot_take_our_rows_is_refused_before_anything_is_applied(string table, string message)
    {
        var login = await server.CreateDatabaseAsync(Ct);
        await AskAsync(login, table);

        var error = await FailsAsync("migration.table-unusable", login, File(1, "create table t (a int)"));

        Assert.Equal(message, error.Message);
        Assert.Equal("f", await AskAsync(login, "select to_regclass('t') is not null"));
    }

    [Fact]
    public async Task A_failure_names_file_line_and_the_servers_words_and_nothing_of_the_file_stays()
    {
        var login = await server.CreateDatabaseAsync(Ct);

        var error = await FailsAsync("migration.failed", login, File(1, "create table t (a int);"), File(2, "insert into t values (1);\n\ninsert into t\nvalues (2, oops);"), File(3, "select 1"));

        Assert.Equal("schema/002_m.sql:4: column \"oops\" does not exist (42703).", error.Message);
        Assert.Contains("4 | values (2, oops);", error.Details);
        Assert.Equal("0", await AskAsync(login, "select count(*) from t"));
        Assert.Equal("{1}", await AskAsync(login, "select array_agg(version) from public.schema_migrations"));
    }

    [Fact]
    public async Task A_failure_without_a_position_names_the_line_of_its_statement()
    {
        var error = await FailsAsync("migration.failed", await server.CreateDatabaseAsync(Ct), File(1, "create table t (a int primary key);\ninsert into t values (1);\n\n  insert into t values (1);"));

        Assert.StartsWith("schema/001_m.sql:4: duplicate key value", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_in_a_function_tells_where_in_it()
    {
        var error = await FailsAsync("migration.failed", await server.CreateDatabaseAsync(Ct), File(1, "select 1;\ndo $$\nbegin\n  raise exception 'no way';\nend $$;"));

        Assert.StartsWith("schema/001_m.sql:2: no way (P0001)", error.Message, StringComparison.Ordinal);
        Assert.Contains("PL/pgSQL function inline_code_block line 3 at RAISE", error.Details);
    }

    [Fact]
    public async Task A_check_that_waits_for_the_commit_is_told_as_the_end_of_the_file()
    {
        var login = await server.CreateDatabaseAsync(Ct);

        var error = await FailsAsync("migration.failed", login, File(1, "create table p (a int primary key); create table c (a int references p deferrable initially deferred); insert into c values (1);"));

        Assert.StartsWith("schema/001_m.sql, at its end:", error.Message, StringComparison.Ordinal);
        Assert.Equal("f", await AskAsync(login, "select to_regclass('c') is not null"));
    }

    [Fact]
    public async Task What_cannot_run_in_a_transaction_is_told_how_it_can()
    {
        var login = await server.CreateDatabaseAsync(Ct);
        const string Index = "create index concurrently if not exists i on t (a);";

        var error = await FailsAsync("migration.failed", login, File(1, "create table t (a int)"), File(2, Index));
        await ApplyAsync(login, File(1, "create table t (a int)"), File(2, $"-- shipkeeper: no-transaction\n{Index}\nvacuum t;"));

        Assert.Contains("'-- shipkeeper: no-transaction'", error.Hint, StringComparison.Ordinal);
        Assert.Equal("t", await AskAsync(login, "select indisvalid from pg_index where indexrelid = 'i'::regclass"));
    }

    [Fact]
    public async Task What_failed_outside_of_a_transaction_is_begun_and_applied_again()
    {
        var login = await server.CreateDatabaseAsync(Ct);
        var halfway = File(1, "-- shipkeeper: no-transaction\ncreate table if not exists t (a int);\ninsert into u values (1);");
        await FailsAsync("migration.failed", login, halfway);
        Assert.Equal(Standing.Begun, await StandingAsync(login, halfway));

        await AskAsync(login, "create table u (a int)");
        await ApplyAsync(login, halfway);

        Assert.Equal(Standing.Applied, await StandingAsync(login, halfway));
    }

    [Fact]
    public async Task What_a_file_sets_or_loads_ends_with_it()
    {
        var login = await server.CreateDatabaseAsync(Ct);

        await ApplyAsync(login, File(1, "set search_path = pg_catalog; load 'age';"), File(2, "create table t (a int)"));

        Assert.Equal("t", await AskAsync(login, "select to_regclass('public.t') is not null"));
    }

    [Fact]
    public async Task A_file_that_was_changed_or_removed_after_it_was_applied_stops_the_rest()
    {
        var login = await server.CreateDatabaseAsync(Ct);
        await ApplyAsync(login, File(1, "select 1"), File(2, "select 2"), File(3, "select 3"));

        var error = await FailsAsync("migration.history-differs", login, File(1, "select 'other'"), File(2, "select 2"), File(4, "create table t (a int)"));

        Assert.Equal(["schema/001_m.sql has changed since it was applied", "migration 3 (m) is applied, and its file is missing"], error.Details);
        Assert.Equal("f", await AskAsync(login, "select to_regclass('t') is not null"));
    }

    [Fact]
    public async Task Force_takes_the_files_as_found_and_remembers_that()
    {
        var login = await server.CreateDatabaseAsync(Ct);
        await ApplyAsync(login, File(1, "select 1"), File(2, "select 2"));
        Migration[] files = [File(1, "select 'other'"), File(3, "create table t (a int)")];

        await new MigrationRunner(Run(login)).ApplyPendingAsync(files, force: true, Ct);
        await ApplyAsync(login, files);

        Assert.Equal("t", await AskAsync(login, "select to_regclass('t') is not null"));
    }

    [Fact]
    public async Task Nothing_is_applied_when_one_of_the_pending_files_cannot_be()
    {
        var login = await server.CreateDatabaseAsync(Ct);

        await FailsAsync("migration.files-refused", login, File(1, "create table t (a int)"), File(2, "\\d"));

        Assert.Equal("f", await AskAsync(login, "select to_regclass('t') is not null"));
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_is_ended_and_told()
    {
        var login = await server.CreateDatabaseAsync(Ct);

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() =>
            new MigrationRunner(Run(login) with { TimeLimit = TimeSpan.FromSeconds(1) }).ApplyPendingAsync([File(1, "create table t (a int);\nselect pg_sleep(60);")], force: false, Ct));

        Assert.Equal("schema/001_m.sql:2: the statement took longer than 1s, and was ended.", error.Message);
        Assert.Equal("f", await AskAsync(login, "select to_regclass('t') is not null"));
    }

    [Fact]
    public async Task A_lock_of_somebody_else_is_not_waited_for_without_end()
    {
        var login = await server.CreateDatabaseAsync(Ct);
        await AskAsync(login, "create table t (a int)");
        await using var writer = await PostgresServer.OpenAsync(login, Ct);
        await writer.ExecuteAsync("begin", Ct);
        await writer.ExecuteAsync("lock table t", Ct);

        var error = await FailsAsync("migration.failed", login, File(1, "set lock_timeout = '300ms';\nalter table t add b int;"));

        Assert.StartsWith("schema/001_m.sql:2: another session holds a lock that it needs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadlock_with_a_writer_rolls_the_file_back_and_the_next_run_applies_it()
    {
        var login = await server.CreateDatabaseAsync(Ct);
        await AskAsync(login, "create table a (x int)");
        await AskAsync(login, "create table b (x int)");
        await using var writer = await PostgresServer.OpenAsync(login, Ct);
        await writer.ExecuteAsync("set deadlock_timeout = '60s'", Ct);
        await writer.ExecuteAsync("begin", Ct);
        await writer.ExecuteAsync("lock table b", Ct);
        var file = File(1, "set local deadlock_timeout = '200ms';\nlock table a;\nselect pg_sleep(0.5);\nlock table b;\ninsert into a values (1);");

        var failing = FailsAsync("migration.failed", login, file);
        var writing = AskUntilAsync(login, "select count(*) > 0 from pg_locks where relation = 'a'::regclass", "t").ContinueWith(_ => writer.ExecuteAsync("lock table a", Ct), Ct).Unwrap();
        Assert.StartsWith("schema/001_m.sql:4: deadlock detected (40P01)", (await failing).Message, StringComparison.Ordinal);
        await writing;
        await writer.ExecuteAsync("rollback", Ct);
        await ApplyAsync(login, file);

        Assert.Equal("1", await AskAsync(login, "select count(*) from a"));
    }

    [Fact]
    public async Task A_disk_that_is_full_in_the_middle_of_a_file_leaves_nothing_of_it()
    {
        var login = await server.CreateDatabaseAsync(Ct);
        await AskAsync(login, $"create tablespace small location '{PostgresServer.SmallDisk}'");

        var error = await FailsAsync("migration.failed", login, File(1, "create table t (a int);"), File(2, "insert into t values (1);\ncreate table large tablespace small as select repeat(md5(i::text), 10) from generate_series(1, 100000) i;"));

        Assert.StartsWith("schema/002_m.sql:2: could not extend file", error.Message, StringComparison.Ordinal);
        Assert.Contains("No space left on device (53100)", error.Message, StringComparison.Ordinal);
        Assert.Equal("0", await AskAsync(login, "select count(*) from t"));
        Assert.Equal("f", await AskAsync(login, "select to_regclass('large') is not null"));
    }

    [Fact]
    public async Task Two_runners_at_once_apply_every_file_once()
    {
        var login = await server.CreateDatabaseAsync(Ct);
        Migration[] files = [File(1, "create table t (a int); insert into t values (1);"), .. Enumerable.Range(2, 9).Select(number => File(number, "insert into t values (1); select pg_sleep(0.02);"))];

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ApplyAsync(login, files)));

        Assert.Equal("10", await AskAsync(login, "select count(*) from t"));
    }

    [Fact]
    public async Task Somebody_who_migrates_for_long_is_named()
    {
        var login = await server.CreateDatabaseAsync(Ct);
        await using var other = await PostgresServer.OpenAsync(server.Login(login.Database, application: "shipkeeper/another-host"), Ct);
        await MigrationLock.TakeAsync(other, Ct);
        await using var second = await PostgresConnection.OpenAsync(login, new(TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(200)), Ct);

        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => MigrationLock.TakeAsync(second, Ct));

        Assert.Equal("migration.locked", error.Code.Name);
        Assert.Contains("shipkeeper/another-host from", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_is_ended_in_the_middle_loses_its_file_and_no_other()
    {
        var login = await server.CreateDatabaseAsync(Ct);
        Migration[] files = [File(1, "create table t (a int);"), File(2, "insert into t values (1);\nselect pg_sleep(20);")];

        var failing = Assert.ThrowsAsync<ShipkeeperException>(() => ApplyAsync(login, files));
        await AskUntilAsync(login, "select count(*) from pg_stat_activity where query like '%pg_sleep(20)%' and application_name = 'shipkeeper/test' and datname = current_database() and wait_event = 'PgSleep'", "1");
        await AskAsync(login, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'");

        var error = await failing;
        Assert.Equal("database.connection-lost", error.Code.Name);
        Assert.StartsWith("schema/002_m.sql: the connection to the database", error.Message, StringComparison.Ordinal);
        Assert.Equal("0", await AskAsync(login, "select count(*) from t"));
    }

    [Fact]
    public async Task A_number_is_one_however_it_is_written()
    {
        var login = await server.CreateDatabaseAsync(Ct);
        await AskAsync(login, "create table public.schema_migrations (version text, name text)");
        await AskAsync(login, "insert into public.schema_migrations values ('1', 'a'), ('001', 'a')");
        Migration[] files = [File(1, "select 1/0"), File(2, "create table t (a int); insert into public.schema_migrations values ('2', 'by itself')")];

        await ApplyAsync(login, files);
        await ApplyAsync(login, files);

        Assert.Equal("{001,1,2}", await AskAsync(login, "select array_agg(version order by version) from public.schema_migrations"));
    }

    [Theory]
    [InlineData("alter database {0} set search_path = s")]
    [InlineData("do $$ begin execute format('alter database %I set search_path = s', current_database()); end $$")]
    public async Task What_new_sessions_begin_with_holds_from_the_next_file_on(string setting)
    {
        var login = await server.CreateDatabaseAsync(Ct);

        await ApplyAsync(login, File(1, $"create schema s;\n{setting.Replace("{0}", login.Database, StringComparison.Ordinal)};"), File(2, "create table t (a int)"), File(3, "create table u (a int)"));

        Assert.Equal("t", await AskAsync(login, "select to_regclass('s.t') is not null and to_regclass('s.u') is not null"));
    }

    [Fact]
    public async Task A_file_that_two_apply_because_the_lock_was_lost_counts_once()
    {
        var login = await server.CreateDatabaseAsync(Ct);
        Migration[] files = [File(1, "create table t (a int);"), File(2, "insert into t values (1);\nselect pg_sleep(2);")];
        var first = ApplyAsync(login, files);
        await AskUntilAsync(login, "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'", "1");

        await AskAsync(login, "select pg_terminate_backend(l.pid) from pg_locks l where l.locktype = 'advisory' and l.database = (select oid from pg_database where datname = current_database())");
        var second = await FailsAsync("migration.locked", login, files);
        await first;

        Assert.Equal("schema/002_m.sql: another session has applied it meanwhile, so nothing of this run's was kept.", second.Message);
        Assert.Equal("1", await AskAsync(login, "select count(*) from t"));
    }

    [Fact]
    public async Task A_user_who_may_not_make_our_tables_is_told_so()
    {
        var login = await server.CreateDatabaseAsync(Ct);
        await AskAsync(login, $"create role guest_of_{login.Database} login password '{PostgresServer.Password}'");

        var error = await FailsAsync("database.own-tables-refused", server.Login(login.Database, user: $"guest_of_{login.Database}"), File(1, "select 1"));

        Assert.Equal("the database refused what Shipkeeper keeps in it: permission denied for schema public (42501).", error.Message);
    }

    [Fact]
    public async Task A_statement_that_another_limit_has_ended_is_not_said_to_have_taken_too_long()
    {
        var login = await server.CreateDatabaseAsync(Ct);

        var error = await FailsAsync("migration.failed", login, File(1, "set statement_timeout = '200ms';\nselect pg_sleep(60);"));

        Assert.Equal("schema/001_m.sql:2: canceling statement due to statement timeout (57014).", error.Message);
    }

    private static Migration File(int number, string sql) => new($"{number:000}", "m", $"schema/{number:000}_m.sql", Encoding.UTF8.GetBytes(sql));

    private static MigrationRun Run(PostgresLogin login) => new((limits, ct) => PostgresConnection.OpenAsync(login, limits, ct), Long, "shipkeeper migrate up", _ => { }, _ => Task.CompletedTask, _ => Task.CompletedTask);

    private static Task ApplyAsync(PostgresLogin login, params Migration[] files) => new MigrationRunner(Run(login)).ApplyPendingAsync(files, force: false, Ct);

    private static async Task<ShipkeeperException> FailsAsync(string code, PostgresLogin login, params Migration[] files)
    {
        var error = await Assert.ThrowsAsync<ShipkeeperException>(() => ApplyAsync(login, files));
        Assert.Equal(code, error.Code.Name);
        return error;
    }

    private static async Task<Standing> StandingAsync(PostgresLogin login, Migration file)
    {
        await using var database = await PostgresServer.OpenAsync(login, Ct);
        return Assert.Single(MigrationComparison.Of([file], await MigrationTables.ReadAsync(database, Ct))).Standing;
    }

    private static async Task<string?> AskAsync(PostgresLogin login, string sql)
    {
        await using var database = await PostgresServer.OpenAsync(new(login.Place, login.User, PostgresServer.Password, login.Database, "test"), Ct);
        return (await database.QueryAsync(sql, 100, Ct)).Value;
    }

    private static async Task AskUntilAsync(PostgresLogin login, string sql, string answer)
    {
        while (await AskAsync(login, sql) != answer)
        {
            await Task.Delay(50, Ct);
        }
    }
}
