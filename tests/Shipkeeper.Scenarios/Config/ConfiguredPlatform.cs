using System.Text;
using Shipkeeper.Scenarios.Language;
using Shipkeeper.Scenarios.Schema;

namespace Shipkeeper.Scenarios.Config;

/// <summary>A platform whose application waits for config: one section for each kind of field, store and home.</summary>
internal static class ConfiguredPlatform
{
    /// <summary>Url-safe base64 with both characters that standard base64 writes otherwise.</summary>
    public const string Key = "-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_8=";

    public const string OtherKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private const string Sections =
        """
        config:
          admin:
            summary: The account of the administrator
            required: true
            fields:
              username: {argument: optional, default: admin}
              password: {prompt: hidden, minimum: 12, store: bcrypt, generate: 24}
              active: {type: boolean, default: true}
            write: |
              insert into users (name, hash, active) values (@username, @password, @active)
              on conflict (name) do update set hash = excluded.hash, active = excluded.active
            read: select name, active from users
          provider:
            required: true
            fields:
              provider: {argument: required, choices: [fast, slow]}
              model: {option: --model, defaultBy: {provider: {fast: small, slow: large}}}
              tokens: {option: --max-tokens, type: integer, minimum: 1, default: 4096}
            write: |
              delete from providers;
              insert into providers (name, model, tokens) values (@provider, @model, @tokens)
            read: select name, model, tokens from providers
          api-key:
            fields: {provider: {argument: required}, key: {prompt: hidden, store: fernet, with: KEY}}
            write: insert into keys (provider, token) values (@provider, @key) on conflict (provider) do update set token = excluded.token
            read: select provider from keys
          limits:
            fields: {max_mb: {type: integer, default: 50}, note: {prompt: shown, default: none}}
          store:
            provision: {service: db, command: [sh, -c, "echo x >> /tmp/runs; echo Key ID: GK1; echo Secret: made-by-the-store >&2; echo Secret: made-by-the-store"], output: {key_id: "Key ID: (\\S+)", secret: "Secret: (\\S+)"}}
            fields: {key_id: {store: plain}, secret: {store: fernet, with: KEY}}
          broken:
            fields: {value: {argument: required}}
            write: |
              insert into users (name, hash) values (@value, 'x');
              insert into nowhere values (@value)
            read: select 1 from users where name = 'nobody'
        """;

    private const string Tables =
        """
        create table users (name text primary key, hash text not null, active boolean not null default true);
        create table providers (name varchar(20), model text, tokens integer not null);
        create table keys (provider text primary key, token bytea not null);
        """;

    public static ScenarioPlatform Create()
    {
        var platform = DatabasePlatform.With(Sections + "\n", ("001_tables.sql", Tables));
        platform.Write("shipkeeper.yaml", platform.Read("shipkeeper.yaml").Replace("secrets: {", "secrets: {KEY: {generate: fernet}, ", StringComparison.Ordinal));
        platform.WriteKey(Key);
        return platform;
    }

    public static void WriteKey(this ScenarioPlatform platform, string key) => platform.WriteSecrets($"DB_PASSWORD={DatabasePlatform.Password}\nKEY={key}");

    /// <summary>With the infrastructure up and its schema there.</summary>
    public static async Task<ScenarioPlatform> StartedAsync()
    {
        var platform = Create();
        (await platform.RunAsync("start --infra-only")).Exits(0);
        return platform;
    }

    /// <summary>Python's own libraries, of Debian, which know nothing of us.</summary>
    /// <param name="program">Reads <c>sys.argv</c>.</param>
    public static async Task<string> PythonAsync(string program, params string[] arguments) =>
        await Program.OutputAsync(["/usr/bin/python3", "-c", new StringBuilder("import sys, bcrypt\nfrom cryptography.fernet import Fernet\n").Append(program).ToString(), .. arguments]);
}
