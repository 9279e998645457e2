using Shipkeeper.Scenarios.Language;
using Shipkeeper.Scenarios.Schema;

namespace Shipkeeper.Scenarios.Upgrades;

/// <summary>
/// A platform that knows two versions of itself, small and quick: they differ in the image, the environment and a mounted file of its web, and
/// so in what that answers; with a database also in its schema and its rows.
/// </summary>
internal sealed class TwoVersions : IAsyncDisposable
{
    /// <summary>What the web runs, as it stands in the compose file.</summary>
    public const string Command = "command: [httpd, -f, -p, \"8000\", -h, /pages]";

    private const string Database =
        """
        secrets: {DB_PASSWORD: {ask: "Password of the database"}}
        database: {service: store, user: app, password: DB_PASSWORD, migrations: {directory: schema}, verify: [select count(*) from notes]}
        health: {store: {tcp: 5432, patience: 60s}}

        """;

    private readonly string _definition;
    private readonly bool _hasDatabase;

    private TwoVersions(ScenarioPlatform platform, string definition, bool hasDatabase) => (Platform, _definition, _hasDatabase) = (platform, definition, hasDatabase);

    public ScenarioPlatform Platform { get; }

    private string Container => $"{Platform.Name}-web-1";

    /// <summary>Up on its first version.</summary>
    /// <param name="more">What else the platform file says.</param>
    public static async Task<TwoVersions> StartAsync(bool withDatabase = false, string more = "upgrade: {bake: 0s}")
    {
        var platform = new ScenarioPlatform();
        var versions = new TwoVersions(platform, $"platform: $PROJECT\nlayers: {{infrastructure: [store]}}\n{(withDatabase ? Database : "")}{more}", withDatabase);
        foreach (var version in new[] { "one", "two" })
        {
            await platform.Engine.BuildVariantAsync(Settings.Image, $"{platform.Name}:{version}", version);
        }

        if (withDatabase)
        {
            platform.WriteSecrets($"DB_PASSWORD={DatabasePlatform.Password}");
        }

        versions.Write("one");
        (await platform.RunAsync("start")).Exits(0);
        return versions;
    }

    /// <summary>Makes the files those of a version, as its author would.</summary>
    /// <param name="web">What else is said of the web.</param>
    /// <param name="more">Other services.</param>
    public void Write(string version, string web = "", string more = "")
    {
        Platform.Write("shipkeeper.yaml", _definition);
        Platform.Write("pages/index.html", $"this is {version}\n");
        WriteSchema(version);
        Platform.WriteCompose(
            $$"""
            services:
              store: {{Store}}
              web:
                <<: *service
                image: $PROJECT:{{version}}
                {{Command}}
                environment: {VERSION: "{{version}}" }
                ports: ["127.0.0.1:$PORT:8000"]
                restart: unless-stopped
                volumes: ["./pages:/pages:ro"]
                depends_on: [store]
                {{web}}
              {{more}}
            volumes:
              data:
            """);
    }

    /// <summary>Makes the files those of the second version, but for one thing in the compose file.</summary>
    public void WriteTwoBut(string text, string instead)
    {
        Write("two");
        var compose = Platform.Read("compose.yaml");
        Assert.Contains(text, compose, StringComparison.Ordinal);
        Platform.Write("compose.yaml", compose.Replace(text, instead, StringComparison.Ordinal));
    }

    /// <summary>Makes the files those of the second version, whose migration takes its time before it changes anything.</summary>
    public void WriteTwoSlowly(int seconds)
    {
        Write("two");
        Platform.Write("schema/002_more.sql", $"select pg_sleep({seconds});\n{Platform.Read("schema/002_more.sql")}");
    }

    /// <summary>Begins to move, and returns when a step of a kind has begun.</summary>
    /// <param name="kind">As <see cref="KeptOperation.Begun"/> names it.</param>
    public async Task<RunningProgram> RunUntilAsync(string kind, string verb = "upgrade")
    {
        var before = Platform.Journals.Newest.Id;
        var running = Platform.Start(verb);
        await Until.TrueAsync(() => running.HasEnded || (Platform.Journals.Newest is { Lines.Count: > 0 } now && now.Id != before && now.Begun.Contains(kind)), $"'{verb}' did not come to {kind}");
        Assert.False(running.HasEnded, running.HasEnded ? $"'{verb}' ended before {kind}: {await running.EndAsync()}" : "");
        return running;
    }

    /// <summary>On its first version, whole, and a normal upgrade takes it to the second.</summary>
    /// <param name="more">Of the command line.</param>
    public async Task StoodOnOneAndGoesToTwoAsync(string more = "")
    {
        Assert.Equal("one", await IsWholeAsync());
        Write("two");
        (await Platform.RunAsync($"upgrade {more}")).Exits(0);
        Assert.Equal("two", await IsWholeAsync());
    }

    private string Store => _hasDatabase
        ? "{image: $POSTGRES, command: [postgres, -c, fsync=off], environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: \"${DB_PASSWORD}\"}, volumes: [\"data:/var/lib/postgresql/data\"], stop_grace_period: 2s}"
        : "{<<: *service}";

    /// <summary>What people can see of it: files, containers, data, and what it answers.</summary>
    /// <returns>The version of all of these; what differs where they are not of one.</returns>
    public async Task<string> FindVersionAsync()
    {
        List<string> seen =
        [
            (await Platform.GetAsync()).Trim().Replace("this is ", "", StringComparison.Ordinal),
            await Program.OutputAsync("docker", "inspect", "--format", "{{index .Config.Labels \"version\"}}", Container),
            await Program.OutputAsync("docker", "exec", Container, "sh", "-c", "echo $VERSION"),
            Platform.Read("compose.yaml").Contains($"{Platform.Name}:one", StringComparison.Ordinal) ? "one" : "two",
            Platform.Read("pages/index.html").Trim().Replace("this is ", "", StringComparison.Ordinal),
            .. await FindDataAsync(),
        ];
        return seen.Distinct().Count() == 1 ? seen[0] : $"mixed: {string.Join(", ", seen)}";
    }

    /// <summary>One whole version, which says so of itself; nothing left over; the release in the records is the one that runs.</summary>
    /// <param name="others">Services beside the store and the web.</param>
    public async Task<string> IsWholeAsync(params string[] others)
    {
        var containers = await Platform.Engine.ContainersAsync();
        Assert.Equal(others.Concat(["store", "web"]).Order(StringComparer.Ordinal).Select(service => $"{Platform.Name}-{service}-1"), containers.Select(container => container.Name));
        Assert.All(containers, container => Assert.Equal("running", container.State));
        Platform.Journals.AreChained();
        Assert.Equal("unless-stopped", await Platform.Engine.InspectAsync("web", "{{.HostConfig.RestartPolicy.Name}}"));

        var version = await FindVersionAsync();
        Assert.True(version is "one" or "two", version);
        var status = (await Platform.RunAsync("status")).Exits(0);
        Assert.DoesNotContain("drift", status.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("unfinished", status.Output, StringComparison.Ordinal);
        return version;
    }

    /// <summary>Back on the first version, whichever it is on.</summary>
    public async Task ReturnAsync()
    {
        if (await IsWholeAsync() == "two")
        {
            var returned = (await Platform.RunAsync(_hasDatabase ? "rollback --data restore" : "rollback")).Exits(0);
            Assert.Equal(_hasDatabase, returned.Output.Contains("kept    the database that was in use as 'app__before_", StringComparison.Ordinal));
            Assert.Equal("one", await IsWholeAsync());
        }
    }

    public Task<string> SqlAsync(string sql) => Platform.Engine.ExecAsync(
        "store", "psql", "--username", "app", "--no-align", "--tuples-only", "--quiet", "--set", "ON_ERROR_STOP=1", "--command", sql);

    public ValueTask DisposeAsync() => Platform.DisposeAsync();

    private void WriteSchema(string version)
    {
        if (!_hasDatabase)
        {
            return;
        }

        Directory.CreateDirectory(Platform.PathOf("schema"));
        Platform.Write("schema/001_notes.sql", "create table notes (version text); insert into notes values ('one');\n");
        if (version == "one")
        {
            File.Delete(Platform.PathOf("schema/002_more.sql"));
        }
        else
        {
            Platform.Write("schema/002_more.sql", "alter table notes add column more integer; update notes set version = 'two';\n");
        }
    }

    private async Task<IReadOnlyList<string>> FindDataAsync() => !_hasDatabase ? [] :
    [
        await SqlAsync("select string_agg(version, '+') from notes"),
        await SqlAsync("select case count(*) when 2 then 'two' else 'one' end from information_schema.columns where table_name = 'notes'"),
        await SqlAsync("select case max(version::int) when 2 then 'two' else 'one' end from schema_migrations"),
        await SqlAsync("select case when datallowconn then 'open' else 'barred' end from pg_database where datname = current_database()") == "open" ? Platform.Read("pages/index.html").Trim()[8..] : "barred",
    ];
}
