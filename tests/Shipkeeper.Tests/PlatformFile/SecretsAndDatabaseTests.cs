namespace Shipkeeper.Tests.PlatformFile;

public sealed class SecretsAndDatabaseTests
{
    [Fact]
    public void A_secret_comes_from_exactly_one_place() => Refused.With(
        """
        platform: blog
        secrets:
          NONE: {optional: true}
          TWO: {generate: hex, ask: 'Token'}
        """,
        "3:3: secrets.NONE: needs exactly one of generate, ask, from, and has none",
        "4:3: secrets.TWO: needs exactly one of generate, ask, from, and has 2");

    [Fact]
    public void An_unknown_generator_is_answered_with_the_known_ones() => Refused.With(
        """
        platform: blog
        secrets: {KEY: {generate: ferent}}
        """,
        "2:27: secrets.KEY.generate: must be one of fernet, hex, token, not 'ferent'; did you mean 'fernet'?");

    [Fact]
    public void A_generated_secret_has_16_to_1024_bytes() => Refused.With(
        """
        platform: blog
        secrets: {A: {generate: hex, bytes: 8}, B: {generate: token, bytes: 4096}}
        """,
        "2:37: secrets.A.bytes: must be a whole number from 16 to 1024, not '8'",
        "2:69: secrets.B.bytes: must be a whole number from 16 to 1024, not '4096'");

    [Fact]
    public void A_fernet_key_has_no_choice_of_length() => Refused.With(
        """
        platform: blog
        secrets: {KEY: {generate: fernet, bytes: 16}}
        """,
        "2:42: secrets.KEY.bytes: belongs to 'generate: hex' and 'generate: token' only; remove it");

    [Fact]
    public void A_generated_secret_cannot_be_optional() => Refused.With(
        """
        platform: blog
        secrets: {KEY: {generate: hex, optional: true}}
        """,
        "2:42: secrets.KEY.optional: means nothing for a generated secret, which is never missing; remove it");

    [Fact]
    public void A_secret_in_a_file_needs_its_path() => Refused.With(
        """
        platform: blog
        secrets: {KEY: {from: file}}
        """,
        "2:11: secrets.KEY.path: is missing; 'from: file' needs it: 'path: /run/secrets/name'");

    [Fact]
    public void A_path_belongs_to_a_secret_in_a_file() => Refused.With(
        """
        platform: blog
        secrets: {KEY: {from: env, path: /run/secrets/key}}
        """,
        "2:34: secrets.KEY.path: belongs to 'from: file' only; remove it");

    [Fact]
    public void A_value_for_mode_dev_needs_the_mode() => Refused.With(
        """
        platform: blog
        secrets: {KEY: {generate: hex, dev: password}}
        """,
        "2:37: secrets.KEY.dev: is for mode dev only, and there is no such mode; add 'mode: [production, dev]' to settings");

    [Fact]
    public void A_secret_kept_elsewhere_has_no_value_for_mode_dev() => Refused.With(
        """
        platform: blog
        settings: {mode: [production, dev]}
        secrets: {KEY: {from: env, dev: password}}
        """,
        "3:33: secrets.KEY.dev: means nothing for a secret that is kept elsewhere; remove it");

    [Fact]
    public void A_secret_has_the_name_of_a_variable() => Refused.With(
        """
        platform: blog
        secrets: {smtp-password: {ask: 'Password'}}
        """,
        "2:11: secrets.smtp-password: the key must be the name of a secret (letters, 0-9 and _) such as POSTGRES_PASSWORD");

    [Fact]
    public void A_database_needs_its_service() => Refused.With(
        """
        platform: blog
        database: {name: blog}
        """,
        "2:1: database.service: is missing: the name of a Compose service; add for example 'service: postgres'");

    [Fact]
    public void A_database_password_names_a_secret_that_exists() => Refused.With(
        """
        platform: blog
        secrets: {POSTGRES_PASSWORD: {generate: token}}
        database: {service: postgres, password: POSTGRES_PASWORD}
        """,
        "3:41: database.password: there is no secret 'POSTGRES_PASWORD'; did you mean 'POSTGRES_PASSWORD'?");

    [Fact]
    public void Migrations_come_from_exactly_one_place() => Refused.With(
        """
        platform: blog
        database: {service: postgres, migrations: {directory: schema, by: application}}
        """,
        "2:31: database.migrations: needs exactly one of directory, run, by, and has 2");

    [Fact]
    public void Migrations_of_nothing_are_refused() => Refused.With(
        """
        platform: blog
        database: {service: postgres, migrations: {}}
        """,
        "2:31: database.migrations: needs exactly one of directory, run, by, and has none");

    [Fact]
    public void A_migration_command_needs_service_and_words() => Refused.With(
        """
        platform: blog
        database: {service: postgres, migrations: {run: {command: []}}}
        """,
        "2:44: database.migrations.run.service: is missing: the name of a Compose service; add for example 'service: api'",
        "2:59: database.migrations.run.command: must be a list of words (the program first) such as [alembic], but is empty");

    [Fact]
    public void Migrations_by_somebody_else_are_refused() => Refused.With(
        """
        platform: blog
        database: {service: postgres, migrations: {by: hand}}
        """,
        "2:48: database.migrations.by: must be application, not 'hand'");
}
