using Shipkeeper.Scenarios.Language;
using Shipkeeper.Scenarios.Schema;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>
/// A platform whose database server is of an older major version of PostgreSQL, with more in it than one database: a role with a password and
/// rights, settings, a sequence, a database of somebody else.
/// </summary>
internal sealed class MajorPlatform : IAsyncDisposable
{
    public const string Old = "15";
    public const string New = "17";

    public ScenarioPlatform Platform { get; } = new();

    /// <summary>Takes the server to the newer version.</summary>
    public string Upgrade { get; } = $"upgrade --service store={Settings.PostgresImage} --retry";

    /// <param name="verify">SQL that must run on a good copy.</param>
    public static async Task<MajorPlatform> StartAsync(string verify = "select count(*) from notes")
    {
        var major = new MajorPlatform();
        major.Platform.Write(
            "shipkeeper.yaml",
            $$"""
            platform: $PROJECT
            layers: {infrastructure: [store]}
            secrets: {DB_PASSWORD: {ask: "Password of the database"} }
            database: {service: store, user: app, password: DB_PASSWORD, migrations: {directory: schema}, verify: ["{{verify}}"]}
            health: {store: {tcp: 5432, patience: 60s} }
            upgrade: {bake: 0s}
            """);
        major.Platform.Write("schema/001_notes.sql", "create table notes (id serial primary key, text text); insert into notes (text) select 'note ' || n from generate_series(1, 500) n;\n");
        major.Platform.WriteSecrets($"DB_PASSWORD={DatabasePlatform.Password}");
        major.Platform.WriteCompose(
            $$"""
            services:
              store: {image: "{{Settings.OldPostgresImage}}", command: [postgres, -c, fsync=off], environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: "${DB_PASSWORD}"}, volumes: ["data:/var/lib/postgresql/data"]}
              web: {<<: *service, depends_on: [store]}
            volumes:
              data:
            """);
        await major.BeginAsync();
        return major;
    }

    /// <summary>Up on the old version, as if nothing had ever been.</summary>
    public async Task BeginAsync()
    {
        (await Platform.RunAsync("start")).Exits(0);
        await SqlAsync("app", "create role reader login password 'kept as it is'; grant select on notes to reader; alter role reader set statement_timeout to '5s'; alter database app set work_mem to '5MB'");
        await SqlAsync("app", "create database other owner reader");
        await SqlAsync("other", "create table things (n integer); insert into things select generate_series(1, 50)");
    }

    public async Task ResetAsync()
    {
        (await Platform.RunAsync("teardown --volumes --yes")).Exits(0);
        Platform.WriteSecrets($"DB_PASSWORD={DatabasePlatform.Password}");
        await BeginAsync();
    }

    /// <summary>All of the data is there, on one version of the server, which runs, with the application upon it.</summary>
    /// <returns>That version.</returns>
    public async Task<string> IsWholeAsync()
    {
        var containers = await Platform.Engine.ContainersAsync();
        Assert.Equal([$"{Platform.Name}-store-1", $"{Platform.Name}-web-1"], containers.Select(container => container.Name));
        Assert.All(containers, container => Assert.Equal("running", container.State));
        Platform.Journals.AreChained();
        (await Platform.RunAsync("status")).Exits(0);

        Assert.Equal("500|500|note 500", await SqlAsync("app", "select count(*), max(id), (select text from notes where id = 500) from notes"));
        Assert.Equal("501", await SqlAsync("app", "begin; select nextval('notes_id_seq'); rollback; select setval('notes_id_seq', 500)").ContinueWith(task => task.Result.Split('\n')[0]));
        Assert.Equal("50|1275", await SqlAsync("other", "select count(*), sum(n) from things"));
        Assert.Equal("t|f|{statement_timeout=5s}", await SqlAsync("app", "select has_table_privilege('reader', 'notes', 'select'), has_table_privilege('reader', 'notes', 'insert'), (select setconfig from pg_db_role_setting where setdatabase = 0 and setrole = 'reader'::regrole)"));
        Assert.Equal("reader", await SqlAsync("app", "select pg_get_userbyid(datdba) from pg_database where datname = 'other'"));
        Assert.Equal("5MB", await SqlAsync("app", "show work_mem"));
        Assert.Equal("0", await SqlAsync("app", "select count(*) from pg_database where not datallowconn and datname <> 'template0'"));
        return await SqlAsync("app", "select current_setting('server_version_num')::int / 10000");
    }

    public async Task<bool> HasVolumeAsync(string name) => (await Program.OutputAsync("docker", "volume", "ls", "--quiet", "--filter", $"name={Platform.Name}_{name}")).Split('\n').Contains($"{Platform.Name}_{name}");

    public Task<string> SqlAsync(string database, string sql) => Platform.Engine.ExecAsync(
        "store", "psql", "--username", "app", "--dbname", database, "--no-align", "--tuples-only", "--quiet", "--set", "ON_ERROR_STOP=1", "--command", sql);

    public ValueTask DisposeAsync() => Platform.DisposeAsync();
}
