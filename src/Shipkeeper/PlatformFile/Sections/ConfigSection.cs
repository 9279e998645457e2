using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

internal static class ConfigSection
{
    public const string Example =
        """
        config:                              # layer 3: `shipkeeper config <section>`
          admin:
            summary: Administrator account
            required: true
            fields:
              username: {argument: optional, default: admin}
              password: {prompt: hidden, minimum: 12, maximumBytes: 72, store: bcrypt, generate: 24}
            write: |
              insert into kg_auth.users (username, password_hash, primary_role) values (@username, @password, 'admin')
              on conflict (username) do update set password_hash = excluded.password_hash, disabled = false
            read: select username, disabled from kg_auth.users where primary_role = 'admin'
          ai-provider:
            summary: Provider and model for extraction
            required: true
            fields:
              provider: {argument: required, choices: [openai, anthropic, ollama]}
              model:    {option: --model, defaultBy: {provider: {openai: gpt-4o, anthropic: claude-sonnet-4, ollama: mistral}}}
              max_tokens: {option: --max-tokens, type: integer, default: 4096}
            write: |                         # runs in one transaction; parameters are bound, never pasted
              update kg_api.ai_extraction_config set active = false where active;
              insert into kg_api.ai_extraction_config (provider, model_name, max_tokens, active) values (@provider, @model, @max_tokens, true)
            read: select provider, model_name, max_tokens from kg_api.ai_extraction_config where active
          api-key:
            fields:
              provider: {argument: required}
              key:      {prompt: hidden, store: fernet, with: ENCRYPTION_KEY}
            read: select provider, updated_at from kg_api.system_api_keys
            write: |
              insert into kg_api.system_api_keys (provider, encrypted_key) values (@provider, @key)
              on conflict (provider) do update set encrypted_key = excluded.encrypted_key, updated_at = now()
          garage:                            # a section may provision what it stores: run once, skipped when `read` has a row
            required: true
            provision: {service: garage, command: [/hooks/garage-bootstrap], output: {key_id: "Key ID: (\\S+)", secret: "Secret key: (\\S+)"}}
            fields: {key_id: {store: plain}, secret: {store: fernet, with: ENCRYPTION_KEY}}
          limits:                            # a section without `write` lives in Shipkeeper's own table, shipkeeper.config
            fields: {max_upload_mb: {type: integer, default: 50}}
        """;

    private static readonly Key<string?> Summary =
        Key.Optional("summary", Scalars.Text(TextRules.Line), "What the section is for, as its help says it.");

    private static readonly Key<bool> Required =
        Key.Defaulting("required", Scalars.Toggle, "false", "Whether the application waits until the section is set.");

    private static readonly Key<IReadOnlyDictionary<string, FieldDefinition>> FieldMap =
        Key.Required("fields", FieldSection.Shape, "The values of the section, which `write` gets as parameters of the same names.");

    private static readonly Key<string?> Write = Key.Optional(
        "write",
        Scalars.Text(TextRules.Sql),
        "SQL that stores the values, run in one transaction; parameters (`@name`) are bound, never pasted. Without it the section lives in Shipkeeper's own table.");

    private static readonly Key<string?> Read =
        Key.Optional("read", Scalars.Text(TextRules.Sql), "A query that returns a row when the section is set; it shows no secrets.");

    private static readonly Key<ProvisionDefinition?> Provision =
        Key.Optional("provision", ProvisionSection.Shape, "A command that makes the values; run once, skipped when the section is set.");

    public static Shape<IReadOnlyDictionary<string, ConfigSectionDefinition>> Shape { get; } = Collections.Map(
        "a map of config sections by name",
        TextRules.SectionName,
        "section",
        new ObjectShape<ConfigSectionDefinition>(
            "a map with fields, write and read",
            "{fields: {max_upload_mb: {type: integer, default: 50}}}",
            [Summary, Required, FieldMap, Write, Read, Provision],
            Build));

    private static ConfigSectionDefinition Build(Fields fields)
    {
        if ((fields.Get(Required) || fields.Has(Provision)) && fields.Has(Write) && !fields.Has(Read))
        {
            fields.Report(Read, $"is missing; a {(fields.Get(Required) ? "required" : "provisioned")} section with 'write' needs the query that says whether it is set");
        }

        if (fields.Has(Read) && !fields.Has(Write))
        {
            fields.Report(Read, "needs 'write' beside it; without both the section lives in Shipkeeper's own table, which needs no query");
        }

        return new(
            fields.Name,
            fields.Get(Summary),
            fields.Get(Required),
            fields.Get(FieldMap),
            fields.Get(Write),
            fields.Get(Read),
            fields.Get(Provision),
            fields.Place);
    }
}
