using Shipkeeper.Docker.Tests.Postgres;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tests;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Docker.Tests.Config;

/// <summary>A platform with config sections and a database of its own, whose command line runs in this process.</summary>
internal sealed class ConfigPlatform : IDisposable
{
    public const string Key = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";

    private const string Schema = """
        create table users (name text primary key, hash text not null);
        create table ai (provider text, model text, tokens integer, fast boolean, active boolean not null default true);
        create table keys (provider text primary key, encrypted bytea not null);
        create table pins (pin integer)
        """;

    private const string Sections = """
          admin:
            summary: Administrator account
            required: true
            fields:
              username: {argument: optional, default: admin}
              password: {prompt: hidden, minimum: 12, store: bcrypt, generate: 24}
            write: insert into users values (@username, @password) on conflict (name) do update set hash = excluded.hash
            read: select name as username from users
          ai:
            summary: Provider and model
            required: true
            fields:
              provider: {argument: required, choices: [openai, anthropic, ollama]}
              model: {option: --model, defaultBy: {provider: {openai: gpt, ollama: mistral}}}
              tokens: {type: integer, minimum: 16, default: 4096}
              fast: {type: boolean, default: false}
            write: |
              update ai set active = false where active;   -- @nothing
              insert into ai (provider, model, tokens, fast)
              values (@provider, @model, @tokens, @fast)
            read: select provider, model, tokens, fast from ai where active
          api-key:
            fields:
              provider: {argument: required}
              key: {prompt: hidden, store: fernet, with: ENCRYPTION_KEY}
            write: insert into keys values (@provider, @key) on conflict (provider) do update set encrypted = excluded.encrypted
            read: select provider from keys order by provider
          limits:
            fields:
              size: {type: integer, default: 50}
              name: {option: --name}
          mail:
            summary: Outgoing mail
            fields:
              sender: {prompt: shown}
              password: {prompt: hidden, store: fernet, with: ENCRYPTION_KEY}
        """;

    private readonly TemporaryFolder _folder = new();

    private ConfigPlatform(PostgresLogin login) => Login = login;

    public PostgresLogin Login { get; }

    public string Path => _folder.Path;

    /// <param name="moreSections">YAML below <c>config</c>, indented by two.</param>
    public static async Task<ConfigPlatform> CreateAsync(PostgresServer server, string moreSections = "")
    {
        var platform = new ConfigPlatform(await server.CreateDatabaseAsync(TestContext.Current.CancellationToken));
        platform._folder.Write("compose.yaml", "services: {}");
        platform._folder.Write("shipkeeper.yaml", $$"""
            platform: {{server.Project}}
            secrets:
              ENCRYPTION_KEY: {generate: fernet}
              POSTGRES_PASSWORD: {generate: token}
            database: {service: {{PostgresServer.Service}}, user: postgres, name: {{platform.Login.Database}}, password: POSTGRES_PASSWORD}
            config:
            {{Sections}}
            {{moreSections}}
            """);
        platform.SetKey(Key);
        await platform.AskAsync(Schema);
        return platform;
    }

    public void SetKey(string key)
    {
        _folder.Write(".env", $"ENCRYPTION_KEY={key}\nPOSTGRES_PASSWORD={PostgresServer.Password}");
        File.SetUnixFileMode(System.IO.Path.Combine(Path, ".env"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>As somebody without a terminal runs it.</summary>
    public async Task<Ran> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode;
        using (var patientOutput = new PatientWriter(output, waits: true))
        using (var patientError = new PatientWriter(error, waits: true))
        {
            var context = new CommandLineContext(["-C", Path, "config", .. arguments], patientOutput, patientError, TimeProvider.System);
            exitCode = await CommandLineProgram.RunAsync(FeatureList.All, context, TestContext.Current.CancellationToken);
        }

        return new(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>What some statements return, a line for each row.</summary>
    public async Task<string> AskAsync(string sql)
    {
        await using var database = await PostgresServer.OpenAsync(Login, TestContext.Current.CancellationToken);
        var lines = new List<string>();
        foreach (var statement in sql.Split(";\n"))
        {
            var rows = await database.QueryAsync(statement, 100, TestContext.Current.CancellationToken);
            lines.AddRange(rows.Rows.Select(row => string.Join('|', row.Select(cell => cell ?? "null"))));
        }

        return string.Join('\n', lines);
    }

    public PlatformSession Open() => new(
        State.PlatformLoader.Load(Path), new(() => new(Tools.Docker.EngineEndpoint.FromEnvironment(), TimeProvider.System)), TimeProvider.System);

    public void Dispose() => _folder.Dispose();
}

/// <summary>How a command ended.</summary>
internal sealed record Ran(int ExitCode, string Output, string Error);
