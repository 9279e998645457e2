using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Schema;

/// <summary>A database that does not let us in, or goes away.</summary>
public sealed class DatabaseFaultScenarios
{
    [Fact]
    public async Task A_password_that_the_server_does_not_know_stops_the_start()
    {
        await using var platform = DatabasePlatform.With(("001_t.sql", "create table t (a int);"));
        (await platform.RunAsync("start --infra-only")).Exits(0);
        platform.WriteSecrets("DB_PASSWORD=another-planted-password");

        (await platform.RunAsync("start")).Fails(1, "database.login-refused").Says("refused the user 'app'").NeverSays("another-planted-password", DatabasePlatform.Password);

        Assert.Equal("absent", await platform.Engine.StateOfAsync("app"));
        (await platform.RunAsync("migrate")).Fails(1, "database.login-refused");
    }

    [Fact]
    public async Task A_server_that_listens_elsewhere_cannot_be_reached()
    {
        await using var platform = DatabasePlatform.With("health: {db: {exec: [\"true\"], patience: 5s}}", ("001_t.sql", "create table t (a int);"));
        platform.Write("compose.yaml", platform.Read("compose.yaml")
            .Replace("fsync=off]", "fsync=off, -p, \"6543\"]", StringComparison.Ordinal)
            .Replace("127.0.0.1]", "127.0.0.1, -p, \"6543\"]", StringComparison.Ordinal)
            .Replace("start_period: 60s", "start_period: 5s", StringComparison.Ordinal));

        (await platform.RunAsync("start")).Fails(1, "gate.closed").Says(":5432 cannot be reached: Connection refused", "given up after 5 s");
        Assert.Equal("absent", await platform.Engine.StateOfAsync("app"));
        (await platform.RunAsync("migrate up")).Fails(1, "database.unreachable").Says(":5432 cannot be reached: Connection refused");
    }

    /// <summary>A new volume is initialised for longer than that.</summary>
    [Theory]
    [InlineData("disable: true")]
    [InlineData("test: [CMD, \"true\"]")]
    public async Task A_server_that_seems_good_before_it_takes_connections_is_waited_for(string healthcheck)
    {
        await using var platform = DatabasePlatform.With(("001_t.sql", "create table t (a int);"));
        platform.Write("compose.yaml", platform.Read("compose.yaml").Replace("test: [CMD, pg_isready, -h, 127.0.0.1]", healthcheck, StringComparison.Ordinal));

        (await platform.RunAsync("start")).Exits(0);

        await platform.IsWholeAsync("db", "app");
        Assert.Equal("0", await platform.SqlAsync("select count(*) from t"));
    }

    [Fact]
    public async Task A_server_without_a_network_is_told_with_the_way_to_mend_it()
    {
        await using var platform = DatabasePlatform.With(("001_t.sql", "create table t (a int);"));
        platform.Write("compose.yaml", platform.Read("compose.yaml").Replace("stop_grace_period: 2s", "stop_grace_period: 2s\n    network_mode: none", StringComparison.Ordinal));

        (await platform.RunAsync("start")).Fails(1, "docker.unreachable").Says("Port 5432 of 'db' cannot be reached: it has no network");
    }

    [Fact]
    public async Task A_database_that_does_not_run_is_told()
    {
        await using var platform = DatabasePlatform.With(("001_t.sql", "create table t (a int);"));

        (await platform.RunAsync("migrate")).Fails(1, "docker.unreachable").Says("no container of it runs");
        (await platform.RunAsync("query select")).Fails(1, "docker.unreachable");
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_told()
    {
        await using var platform = DatabasePlatform.With(("001_t.sql", "create table t (a int);"));
        platform.Write("shipkeeper.yaml", platform.Read("shipkeeper.yaml").Replace("user: app", "user: app\n  name: nowhere", StringComparison.Ordinal));

        (await platform.RunAsync("start")).Fails(1, "database.missing").Says("has no database 'nowhere'");
    }

    [Fact]
    public async Task Data_of_another_major_version_is_named_as_such()
    {
        await using var platform = DatabasePlatform.With(("001_t.sql", "create table t (a int);"));
        platform.Write("shipkeeper.yaml", platform.Read("shipkeeper.yaml") + "health: {db: {tcp: 5432, patience: 30s}}\n");
        (await platform.RunAsync("start")).Exits(0);
        await platform.Engine.ExecAsync("db", "sh", "-c", "echo 15 > /var/lib/postgresql/data/PG_VERSION");
        (await platform.RunAsync("stop")).Exits(0);

        (await platform.RunAsync("start")).Fails(1, "database.wrong-major").Says("the data of 'db' was written by PostgreSQL 15, and its image is PostgreSQL 17");
    }

    [Fact]
    public async Task A_server_that_is_killed_in_the_middle_of_a_migration_loses_nothing_and_the_next_start_goes_on()
    {
        await using var platform = DatabasePlatform.With(("001_t.sql", "create table t (a int);"), ("002_slow.sql", "insert into t values (1);\nselect pg_sleep(3);"));
        var start = platform.Start("start");
        await platform.UntilSqlAsync("select count(*) from pg_stat_activity where wait_event = 'PgSleep'", "1");
        await platform.Engine.KillAsync("db");

        (await start.EndAsync()).Fails(1, "database.connection-lost").Says("schema/002_slow.sql: the connection to the database 'app' ended");
        (await platform.RunAsync("start")).Exits(0);

        Assert.Equal("1", await platform.SqlAsync("select count(*) from t"));
    }

    [Fact]
    public async Task What_a_killed_start_left_running_in_the_server_is_ended_first()
    {
        await using var platform = DatabasePlatform.With(("001_slow.sql", "create table t (a int);\nselect pg_sleep(300);"));
        var start = platform.Start("start");
        await platform.UntilSqlAsync("select count(*) from pg_stat_activity where wait_event = 'PgSleep'", "1");
        await start.KillAndAwaitAsync();
        platform.Write("schema/001_slow.sql", "create table t (a int);");

        (await platform.RunAsync("start")).Exits(0);

        Assert.Equal("0", await platform.SqlAsync("select count(*) from pg_stat_activity where wait_event = 'PgSleep'"));
    }

    [Fact]
    public async Task The_password_is_written_nowhere()
    {
        await using var platform = DatabasePlatform.With(("001_t.sql", "select 1;"), ("002_bad.sql", $"select '{DatabasePlatform.Password}'::int;"));

        (await platform.RunAsync("start -v")).Fails(1, "migration.failed").NeverSays(DatabasePlatform.Password);

        var kept = await Program.RunAsync("grep", "--recursive", "--files-with-matches", DatabasePlatform.Password, platform.PathOf(".shipkeeper/operations"));
        Assert.Equal("", kept.Output);
    }
}
