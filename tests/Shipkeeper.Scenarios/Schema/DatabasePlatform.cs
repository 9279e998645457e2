using Shipkeeper.Scenarios.Language;

namespace Shipkeeper.Scenarios.Schema;

/// <summary>A platform with a real PostgreSQL in its infrastructure and one service that needs it; where it does not matter, its files need not be synced.</summary>
internal static class DatabasePlatform
{
    public const string Password = "planted-password-of-the-database";

    private const string Definition =
        """
        platform: $PROJECT
        layers: {infrastructure: [db], application: [app]}
        secrets: {DB_PASSWORD: {ask: "Password of the database"}}
        database:
          service: db
          user: app
          password: DB_PASSWORD
          migrations: {directory: schema}

        """;

    private const string Compose =
        """
        services:
          db:
            image: $POSTGRES
            command: [postgres, -c, fsync=off]
            environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: "${DB_PASSWORD}"}
            volumes: [data:/var/lib/postgresql/data]
            stop_grace_period: 2s
            healthcheck: {test: [CMD, pg_isready, -h, 127.0.0.1], start_interval: 250ms, start_period: 60s, interval: 2s, timeout: 10s, retries: 5}
          app: {<<: *service}
        volumes: {data: {}}
        """;

    /// <param name="more">More of <c>shipkeeper.yaml</c>.</param>
    /// <param name="files">Migrations: name and SQL.</param>
    public static ScenarioPlatform With(string? more, params (string Name, string Sql)[] files)
    {
        var platform = ScenarioPlatform.With(Definition + more, Compose);
        platform.WriteSecrets($"DB_PASSWORD={Password}");
        Directory.CreateDirectory(platform.PathOf("schema"));
        foreach (var (name, sql) in files)
        {
            platform.Write($"schema/{name}", sql);
        }

        return platform;
    }

    public static ScenarioPlatform With(params (string Name, string Sql)[] files) => With(more: null, files);

    /// <summary>One value, asked of the server by its own client in its own container.</summary>
    public static Task<string> SqlAsync(this ScenarioPlatform platform, string sql) =>
        platform.Engine.ExecAsync("db", "psql", "--username", "app", "--no-align", "--tuples-only", "--quiet", "--set", "ON_ERROR_STOP=1", "--command", sql);

    /// <summary>Waits until a query answers so.</summary>
    public static Task UntilSqlAsync(this ScenarioPlatform platform, string sql, string answer) =>
        Until.TrueAsync(async () => await platform.Engine.StateOfAsync("db") == "running" && await TryAsync(platform, sql) == answer, $"{sql} = {answer}");

    private static async Task<string> TryAsync(ScenarioPlatform platform, string sql) =>
        (await Program.RunAsync("docker", "exec", $"{platform.Name}-db-1", "psql", "--username", "app", "--no-align", "--tuples-only", "--command", sql)).Output.Trim();
}
