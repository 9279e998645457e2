using Shipkeeper.Scenarios.Language;
using Shipkeeper.Scenarios.Schema;

namespace Shipkeeper.Scenarios.Backups;

/// <summary>A platform whose data, in its database and in a volume, is what was backed up, or what was written since: one word in both.</summary>
internal sealed class BackupPlatform : IAsyncDisposable
{
    private BackupPlatform(ScenarioPlatform platform) => Platform = platform;

    public ScenarioPlatform Platform { get; }

    /// <summary>Of the backup that was made last.</summary>
    public string Backup => Path.GetFileName(Directory.GetDirectories(Platform.PathOf("backups")).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal).Last());

    private string Files => $"{Platform.Name}_files";

    /// <summary>Up, with the word 'saved' in it.</summary>
    /// <param name="more">Below <c>backup</c>, on the same line.</param>
    public static async Task<BackupPlatform> StartAsync(string more = "", string verify = "select count(*) from notes")
    {
        var definition =
            $$"""
            platform: $PROJECT
            layers: {infrastructure: [db]}
            secrets: {DB_PASSWORD: {ask: "Password of the database"} }
            database: {service: db, user: app, password: DB_PASSWORD, migrations: {directory: schema}, verify: [{{verify}}] }
            health: {db: {tcp: 5432, patience: 60s}, web: {tcp: 8000, patience: 20s} }
            upgrade: {bake: 0s}
            backup: {include: {volumes: [files], files: [.env]}{{more}} }
            """;
        var platform = ScenarioPlatform.With(
            definition,
            """
            services:
              db: {image: $POSTGRES, command: [postgres, -c, fsync=off], environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: "${DB_PASSWORD}"}, volumes: ["data:/var/lib/postgresql/data"], stop_grace_period: 2s}
              web:
                <<: *service
                command: [sh, -c, "test ! -e /data/broken && exec httpd -f -p 8000 -h /data"]
                volumes: ["files:/data"]
                depends_on: [db]
            volumes: {data: {}, files: {}}
            """);
        platform.WriteSecrets($"DB_PASSWORD={DatabasePlatform.Password}");
        Directory.CreateDirectory(platform.PathOf("schema"));
        platform.Write("schema/001_notes.sql", "create table notes (word text); insert into notes values ('saved');\n");
        var backups = new BackupPlatform(platform);
        (await platform.RunAsync("start")).Exits(0);
        await backups.WriteAsync("saved");
        return backups;
    }

    /// <summary>As the application would write it.</summary>
    public async Task WriteAsync(string word)
    {
        await Platform.SqlAsync($"update notes set word = '{word}'");
        await Platform.Engine.ExecAsync("web", "sh", "-c", $"echo {word} > /data/word; mkdir -p /data/sub; touch /data/sub/.{word}");
    }

    /// <summary>The word of the database and of the volume; what differs where they are not the same.</summary>
    public async Task<string> FindWordAsync()
    {
        var (database, volume) = (await Platform.SqlAsync("select string_agg(word, '+') from notes"), (await Platform.Engine.ExecAsync("web", "cat", "/data/word")).Trim());
        return database == volume ? database : $"database {database}, volume {volume}";
    }

    /// <summary>One state, open, running, with nothing left over.</summary>
    public async Task<string> IsWholeAsync()
    {
        Assert.Equal([$"{Platform.Name}-db-1", $"{Platform.Name}-web-1"], (await Platform.Engine.ContainersAsync()).Select(container => container.Name));
        Assert.Equal(["db", "web"], await Platform.Engine.RunningAsync());
        Assert.Equal("t", await Platform.SqlAsync("select datallowconn from pg_database where datname = 'app'"));
        Assert.Equal("0", await Platform.SqlAsync("select count(*) from pg_database where datname like '%\\_\\_restored\\_%'"));
        Assert.Empty(await LeftoversAsync());
        Platform.Journals.AreChained();
        var word = await FindWordAsync();
        Assert.True(word is "saved" or "changed", word);
        (await Platform.RunAsync("status")).Exits(0).NeverSays("drift", "unfinished");
        return word;
    }

    /// <summary>One-off containers of any operation of the platform; what they have mounted tells whose they are.</summary>
    public async Task<IReadOnlyList<string>> LeftoversAsync() => await Program.LinesAsync(
        "docker", "ps", "--all", "--quiet", "--filter", "label=shipkeeper.operation", "--filter", $"volume={Files}");

    public ValueTask DisposeAsync() => Platform.DisposeAsync();
}
