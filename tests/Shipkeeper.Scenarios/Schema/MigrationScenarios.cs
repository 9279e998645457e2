using System.Runtime.InteropServices;
using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Schema;

public sealed class MigrationScenarios
{
    [Fact]
    public async Task Start_migrates_after_the_infrastructure_is_good_and_before_the_application_starts()
    {
        await using var platform = DatabasePlatform.With(("001_t.sql", "create table t (a int);"), ("002_row.sql", "insert into t values (1);"));

        (await platform.RunAsync("start")).Exits(0).Says("done    schema: apply what is pending of schema", "release 1 is up");
        (await platform.RunAsync("start")).Exits(0).Says("already schema: apply what is pending of schema");

        Assert.Equal("1", await platform.SqlAsync("select count(*) from t"));
        (await platform.RunAsync("migrate")).Exits(0).Says("app: schema 2; 2 applied, 0 pending (schema of release 1)");
        (await platform.RunAsync("migrate up")).Exits(0).Says("nothing to apply");
    }

    [Fact]
    public async Task A_migration_that_fails_stops_the_start_and_the_application_stays_down()
    {
        await using var platform = DatabasePlatform.With(("001_t.sql", "create table t (a int);"), ("002_bad.sql", "insert into t values (1);\ninsert into t values ('x');"));

        (await platform.RunAsync("start")).Fails(1, "migration.failed").Says("schema/002_bad.sql:2: invalid input syntax for type integer", "2 | insert into t values ('x');");

        Assert.Equal(["db"], await platform.Engine.RunningAsync());
        Assert.Equal("0", await platform.SqlAsync("select count(*) from t"));
        (await platform.RunAsync("migrate plan")).Exits(0).Says("schema 1; 1 applied, 1 pending (schema on disk)", "apply  schema/002_bad.sql: 2 statements");

        platform.Write("schema/002_bad.sql", "insert into t values (1);");
        (await platform.RunAsync("start")).Exits(0);
        Assert.Equal("1", await platform.SqlAsync("select count(*) from t"));
        Assert.Equal(["app", "db"], await platform.Engine.RunningAsync());
    }

    [Fact]
    public async Task Files_that_cannot_be_applied_are_refused_before_anything_is_started()
    {
        await using var platform = DatabasePlatform.With(("001_a.sql", "select 1;"), ("1_b.sql", "select 2;"), ("004_d.sql", "select 4;"), ("seven.sql", "select 7;"));

        (await platform.RunAsync("start")).Fails(3, "migration.files-refused").Says("same number as 001_a.sql", "there is a gap before it", "its name is not NNN_name.sql");

        foreach (var name in new[] { "1_b.sql", "004_d.sql", "seven.sql" })
        {
            File.Delete(platform.PathOf($"schema/{name}"));
        }

        platform.Write("schema/002_psql.sql", "select 1;\n\\d\ncommit;\ncopy t from stdin;");
        File.WriteAllBytes(platform.PathOf("schema/003_latin.sql"), [.. "select '"u8, 0xE9, .. "';"u8]);
        (await platform.RunAsync("start")).Fails(3, "migration.files-refused").Says(
            "schema/002_psql.sql:2: '\\d' is a command of psql", "schema/002_psql.sql:3: COMMIT would break up", "schema/002_psql.sql:4: COPY", "schema/003_latin.sql:1: it is not UTF-8 text");
        Assert.Empty(await platform.Engine.ContainersAsync());
        Assert.False(platform.Has(".shipkeeper/releases"));
    }

    [Fact]
    public async Task A_file_that_changed_after_it_was_applied_stops_the_start_until_it_is_taken_as_found()
    {
        await using var platform = DatabasePlatform.With(("001_t.sql", "create table t (a int);"), ("002_bad.sql", "select 1/0;"));
        (await platform.RunAsync("start")).Fails(1, "migration.failed");
        platform.Write("schema/001_t.sql", "create table t (a bigint);");
        platform.Write("schema/002_bad.sql", "select 1;");

        (await platform.RunAsync("start")).Fails(1, "migration.history-differs").Says("schema/001_t.sql has changed since it was applied", "shipkeeper migrate up --force");
        (await platform.RunAsync("start --force")).Fails(1, "migration.history-differs");
        (await platform.RunAsync("migrate")).Exits(0).Says("file has changed");
        (await platform.RunAsync("migrate up --force")).Exits(0).Says("warning taken as found: schema/001_t.sql has changed since it was applied");
        (await platform.RunAsync("start")).Exits(0);
    }

    [Fact]
    public async Task Only_the_migrations_of_the_current_release_are_applied()
    {
        await using var platform = DatabasePlatform.With(("001_t.sql", "create table t (a int);"));
        (await platform.RunAsync("start")).Exits(0);
        platform.Write("schema/002_new.sql", "insert into t values (1);");

        (await platform.RunAsync("start")).Exits(3).Says("schema/002_new.sql is new");
        (await platform.RunAsync("migrate up")).Exits(0).Says("nothing to apply", "1 applied, 0 pending (schema of release 1)");

        Assert.Equal("0", await platform.SqlAsync("select count(*) from t"));
    }

    [Fact]
    public async Task A_platform_may_begin_without_any_migration()
    {
        await using var platform = DatabasePlatform.With();

        (await platform.RunAsync("start")).Exits(0);
        (await platform.RunAsync("migrate")).Exits(0).Says("schema empty; 0 applied, 0 pending");
    }

    [Fact]
    public async Task A_large_migration_is_part_of_the_release_like_any_other()
    {
        await using var platform = DatabasePlatform.With(("001_seed.sql", $"create table t as select '{new string('x', 3 << 20)}' as a;"));

        (await platform.RunAsync("start")).Exits(0);

        Assert.Equal("3145728", await platform.SqlAsync("select length(a) from t"));
        Assert.Equal(platform.Read("schema/001_seed.sql"), platform.Read(".shipkeeper/releases/0001/files/schema/001_seed.sql"));
    }

    [Fact]
    public async Task A_command_of_the_application_migrates_once_for_each_image()
    {
        await using var platform = DatabasePlatform.With();
        platform.Write("shipkeeper.yaml", platform.Read("shipkeeper.yaml").Replace(
            "migrations: {directory: schema}",
            "migrations: {run: {service: app, command: [sh, -c, \"echo migrating; echo x >> /log/runs; test -e /log/good\"]}, timeLimit: 20s}",
            StringComparison.Ordinal));
        platform.WriteCompose(platform.Read("compose.yaml")[platform.Read("compose.yaml").IndexOf("services:", StringComparison.Ordinal)..]
            .Replace("app: {<<: *service}", "app: {<<: *service, volumes: [log:/log]}", StringComparison.Ordinal)
            .Replace("volumes: {data: {}}", "volumes: {data: {}, log: {}}", StringComparison.Ordinal));

        (await platform.RunAsync("start")).Fails(1, "migration.command-failed").Says("in 'app' ended with exit code 1", "migrating");
        Assert.Equal(["db"], await platform.Engine.RunningAsync());
        await Program.OutputAsync("docker", "run", "--rm", "--volume", $"{platform.Name}_log:/log", Settings.Image, "touch", "/log/good");
        (await platform.RunAsync("start")).Exits(0);
        (await platform.RunAsync("start")).Exits(0).Says("already schema: migrate by");

        Assert.Equal("x\nx", await platform.Engine.ExecAsync("app", "cat", "/log/runs"));
        Assert.Equal(2, (await platform.Engine.ContainersAsync()).Count);
        (await platform.RunAsync("migrate")).Exits(0).Says("a command of the application migrates it");
    }

    [Fact]
    public async Task A_command_runs_again_when_files_change_that_are_mounted_where_it_runs_and_the_data_can_return()
    {
        await using var platform = DatabasePlatform.With();
        platform.Write("shipkeeper.yaml", platform.Read("shipkeeper.yaml").Replace(
            "migrations: {directory: schema}", "migrations: {run: {service: app, command: [sh, /m/run.sh]}}\nupgrade: {bake: 0s}", StringComparison.Ordinal));
        platform.WriteCompose(platform.Read("compose.yaml")[platform.Read("compose.yaml").IndexOf("services:", StringComparison.Ordinal)..]
            .Replace("app: {<<: *service}", "app: {<<: *service, environment: {V: one}, volumes: [\"log:/log\", \"./m:/m:ro\"]}", StringComparison.Ordinal)
            .Replace("volumes: {data: {}}", "volumes: {data: {}, log: {}}", StringComparison.Ordinal));
        Directory.CreateDirectory(platform.PathOf("m"));
        platform.Write("m/run.sh", "echo one >> /log/runs\n");
        (await platform.RunAsync("start")).Exits(0);

        platform.Write("compose.yaml", platform.Read("compose.yaml").Replace("V: one", "V: two", StringComparison.Ordinal));
        (await platform.RunAsync("upgrade")).Exits(0).Says("already schema: migrate by").NeverSays("is pending", "a snapshot is taken");
        (await platform.RunAsync("rollback")).Exits(0);
        platform.Write("m/run.sh", "echo two >> /log/runs\n");
        (await platform.RunAsync("upgrade")).Exits(0).Says("'sh /m/run.sh' in app is pending", "a snapshot is taken", "done    schema: migrate by");

        Assert.Equal("one\ntwo", await platform.Engine.ExecAsync("app", "cat", "/log/runs"));
        (await platform.RunAsync("rollback")).Fails(3, "rollback.data").Says("nobody knows the number of the schema", "shipkeeper rollback --data restore");
        (await platform.RunAsync("rollback --data restore")).Exits(0);
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_ended_with_its_container()
    {
        await using var platform = DatabasePlatform.With();
        platform.Write("shipkeeper.yaml", platform.Read("shipkeeper.yaml").Replace(
            "migrations: {directory: schema}", "migrations: {run: {service: app, command: [sleep, \"600\"]}, timeLimit: 2s}", StringComparison.Ordinal));

        (await platform.RunAsync("start")).Fails(1, "migration.command-failed").Says("'sleep 600' in 'app' did not end within 2s");

        Assert.Equal(["db"], (await platform.Engine.ContainersAsync()).Select(container => container.Service));
    }

    [Fact]
    public async Task A_command_that_was_at_work_when_the_start_was_stopped_is_ended_with_its_container()
    {
        await using var platform = DatabasePlatform.With();
        platform.Write("shipkeeper.yaml", platform.Read("shipkeeper.yaml").Replace(
            "migrations: {directory: schema}", "migrations: {run: {service: app, command: [sleep, \"600\"]}}", StringComparison.Ordinal));
        var start = platform.Start("start");
        await Until.TrueAsync(async () => (await platform.Engine.RunningAsync()).Contains("app"), "the command does not run");

        (await start.SignalAndAwaitAsync(PosixSignal.SIGINT)).Fails(130, "operation.interrupted");

        Assert.Equal(["db"], (await platform.Engine.ContainersAsync()).Select(container => container.Service));
    }

    [Fact]
    public async Task Where_the_application_migrates_itself_nothing_is_done_before()
    {
        await using var platform = DatabasePlatform.With();
        platform.Write("shipkeeper.yaml", platform.Read("shipkeeper.yaml").Replace("{directory: schema}", "{by: application}", StringComparison.Ordinal));

        (await platform.RunAsync("start")).Exits(0).NeverSays("schema:");
        (await platform.RunAsync("migrate")).Exits(0).Says("the application migrates it by itself at its start");
        (await platform.RunAsync("migrate up")).Exits(0).Says("nothing to apply");

        platform.Write("shipkeeper.yaml", platform.Read("shipkeeper.yaml") + "\nupgrade: {bake: 0s}\n");
        platform.Write("compose.yaml", platform.Read("compose.yaml").Replace("app: {<<: *service", "app: {<<: *service, environment: {V: two}", StringComparison.Ordinal));
        (await platform.RunAsync("upgrade")).Exits(0);
        (await platform.RunAsync("rollback")).Exits(0);
    }

    [Fact]
    public async Task An_application_that_makes_its_tables_is_started_by_force_before_its_config_can_be_set()
    {
        await using var platform = DatabasePlatform.With("""
            config:
              mail: {required: true, fields: {host: {argument: required}}, write: insert into mail values (@host), read: select host from mail}
            """);
        platform.Write("shipkeeper.yaml", platform.Read("shipkeeper.yaml").Replace("{directory: schema}", "{by: application}", StringComparison.Ordinal));

        (await platform.RunAsync("start")).Fails(1, "config.sql-failed").Says("relation \"mail\" does not exist");
        (await platform.RunAsync("start --force")).Exits(0).Says("warning the config section 'mail' is not set");
    }

    [Fact]
    public async Task A_platform_without_a_database_has_nothing_to_migrate_or_to_ask()
    {
        await using var platform = ScenarioPlatform.WithTwoLayers();

        (await platform.RunAsync("migrate")).Fails(3, "database.none");
        (await platform.RunAsync("query select")).Fails(3, "database.none");
    }
}
