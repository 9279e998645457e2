using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

internal static class SecretsSection
{
    public const string Example =
        """
        secrets:                             # layer 1 → .env, once
          ENCRYPTION_KEY:    {generate: fernet}             # 32 random bytes, url-safe base64
          OAUTH_SIGNING_KEY: {generate: hex, bytes: 32}
          POSTGRES_PASSWORD: {generate: token, bytes: 32, dev: password}   # the fixed value is accepted in mode dev only
          GARAGE_RPC_SECRET: {generate: hex, bytes: 32}
          SMTP_PASSWORD:     {ask: "SMTP password", optional: true}        # not generated: asked for, or --set-stdin on init
          CLOUD_TOKEN:       {from: file, path: /run/secrets/cloud_token}  # or {from: env}: checked, never copied into .env
        """;

    private const int DefaultBytes = 32;

    private enum Keeper
    {
        File,
        Environment,
    }

    private static readonly Key<SecretGenerator?> Generate = Key.OptionalValue(
        "generate",
        Scalars.Choice(("fernet", SecretGenerator.Fernet), ("hex", SecretGenerator.Hex), ("token", SecretGenerator.Token)),
        "Made once: `fernet` is a Fernet key, `hex` is hexadecimal, `token` is url-safe base64.");

    private static readonly Key<int?> Bytes =
        Key.OptionalValue("bytes", Scalars.Integer(16, 1024),
            "Random bytes of a generated `hex` or `token`, 32 by default; a Fernet key always has 32.");

    private static readonly Key<PlacedText?> Dev =
        Key.Optional("dev", Scalars.Name(TextRules.Line), "A fixed value that is accepted in mode dev, and refused as weak in every other.");

    private static readonly Key<string?> Ask =
        Key.Optional("ask", Scalars.Text(TextRules.Line), "Not generated: the question that `init` asks for it.");

    private static readonly Key<bool> Optional =
        Key.Defaulting("optional", Scalars.Toggle, "false", "Whether the platform may start without it.");

    private static readonly Key<Keeper?> From = Key.OptionalValue(
        "from",
        Scalars.Choice(("file", Keeper.File), ("env", Keeper.Environment)),
        "Kept elsewhere, in a file or in the environment: checked, never copied into `.env`.");

    private static readonly Key<string?> Path =
        Key.Optional("path", Scalars.PathAnywhere, "The file of a secret with `from: file`.");

    private static readonly Shape<SecretDefinition> Secret = new ObjectShape<SecretDefinition>(
        "a map with generate, ask or from",
        "{generate: token}",
        [Generate, Bytes, Dev, Ask, Optional, From, Path],
        Build)
    {
        Alternatives = [Generate, Ask, From],
    };

    public static Shape<IReadOnlyDictionary<string, SecretDefinition>> Shape { get; } =
        Collections.Map("a map of secrets by name", TextRules.VariableName, "secret", Secret);

    private static SecretDefinition Build(Fields fields)
    {
        if (fields.AreSound)
        {
            RefuseIdleKeys(fields);
        }

        return new(fields.Name, Origin(fields), fields.Get(Optional), fields.Get(Dev), fields.Place);
    }

    private static SecretOrigin Origin(Fields fields) => (fields.Get(Generate), fields.Get(From)) switch
    {
        ({ } generator, _) => new SecretOrigin.Generated(generator, fields.Get(Bytes) ?? DefaultBytes),
        (_, Keeper.File) => new SecretOrigin.FromFile(fields.Get(Path) ?? ""),
        (_, Keeper.Environment) => new SecretOrigin.FromEnvironment(),
        _ => new SecretOrigin.Asked(fields.Get(Ask) ?? ""),
    };

    /// <summary>A key that would do nothing is a mistake of its writer.</summary>
    private static void RefuseIdleKeys(Fields fields)
    {
        if (fields.Has(Bytes) && fields.Get(Generate) is not (SecretGenerator.Hex or SecretGenerator.Token))
        {
            fields.Report(Bytes, "belongs to 'generate: hex' and 'generate: token' only; remove it");
        }

        if (fields.Has(Optional) && fields.Has(Generate))
        {
            fields.Report(Optional, "means nothing for a generated secret, which is never missing; remove it");
        }

        if (fields.Has(Dev) && fields.Has(From))
        {
            fields.Report(Dev, "means nothing for a secret that is kept elsewhere; remove it");
        }

        if (fields.Has(Path) != (fields.Get(From) is Keeper.File))
        {
            fields.Report(Path, fields.Has(Path) ? "belongs to 'from: file' only; remove it" : "is missing; 'from: file' needs it: 'path: /run/secrets/name'");
        }
    }
}
