using Shipkeeper.Model;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Tests.Config;

/// <summary>A platform whose sections have a field of every kind.</summary>
internal static class ConfigSamples
{
    public const string Key = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";

    public const string Yaml = """
        platform: shop
        secrets: {ENCRYPTION_KEY: {generate: fernet}}
        database: {service: postgres}
        config:
          admin:
            summary: Administrator account
            required: true
            fields:
              username: {argument: optional, default: admin, maximumBytes: 20}
              password: {prompt: hidden, minimum: 12, store: bcrypt, generate: 24}
            write: insert into users values (@username, @password)
            read: select username from users
          ai:
            summary: Provider and model
            required: true
            fields:
              model: {option: --model, defaultBy: {provider: {openai: gpt, ollama: mistral}}}
              provider: {argument: required, choices: [openai, anthropic, ollama]}
              tokens: {type: integer, minimum: 16, default: 4096}
              fast: {type: boolean, default: false}
              note: {option: --note, minimum: 3}
            write: insert into ai values (@provider, @model, @tokens, @fast, @note)
            read: select * from ai
          api-key:
            fields:
              provider: {argument: required}
              key: {prompt: hidden, store: fernet, with: ENCRYPTION_KEY, maximumBytes: 100}
            write: insert into keys values (@provider, @key)
          limits:
            fields: {size: {type: integer, default: 50}, name: {option: --name}}
          mail:
            fields:
              sender: {prompt: shown}
              pin: {prompt: hidden, type: integer, choices: [1111, 2222]}
          garage:
            provision: {service: garage, command: [/boot], output: {key_id: 'Key: (\S*)', secret: 'Secret: (\S*)'}}
            fields: {key_id: {store: plain}, secret: {store: fernet, with: ENCRYPTION_KEY}}
        """;

    public static Platform Platform(string key = Key) => Samples.Platform(Yaml, $"ENCRYPTION_KEY={key}");

    public static ConfigSectionDefinition Section(string name) => Platform().Definition.Config[name];

    public static Dictionary<string, string> Given(params IEnumerable<(string Field, string Value)> values) => values.ToDictionary(value => value.Field, value => value.Value);
}
