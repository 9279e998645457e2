using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

internal static class DatabaseSection
{
    public const string Example =
        """
        database:                            # layer 2
          service: postgres
          user: admin
          name: knowledge_graph
          password: POSTGRES_PASSWORD        # name of the secret
          migrations:
            directory: schema/migrations     # NNN_name.sql
            # or: run: {service: api, command: [alembic, upgrade, head]}   one-off container of the NEW image, re-runnable
            # or: by: application            the application migrates itself at start
          verify: [select count(*) from kg_api.concepts]   # run after clone, restore, major upgrade
        """;

    private static readonly Key<PlacedText> Service =
        Key.Required("service", Scalars.Name(TextRules.ServiceName with { Example = "postgres" }), "The service that runs PostgreSQL. It is good when, beside all else, it takes connections.");

    private static readonly Key<string> User =
        Key.Defaulting("user", Scalars.Text(TextRules.DatabaseName), "postgres", "The role that owns the database.");

    private static readonly Key<string?> Name =
        Key.Optional("name", Scalars.Text(TextRules.DatabaseName), "The name of the database; by default that of the user.");

    private static readonly Key<PlacedText?> Password =
        Key.Optional("password", Scalars.Name(TextRules.VariableName),
            "The name of the secret that holds the password; without it the server must trust its own container.");

    private static readonly Key<MigrationsDefinition?> Migrations =
        Key.Optional("migrations", MigrationsSection.Shape, "Who brings the schema to a release's version: files, a command, or the application.");

    private static readonly Key<IReadOnlyList<string>> Verify = Key.Section(
        "verify",
        Collections.List("a list of SQL statements", Scalars.Text(TextRules.Sql)),
        "SQL that must run without an error after a clone, a restore and a major upgrade.");

    public static Shape<DatabaseDefinition> Shape { get; } = new ObjectShape<DatabaseDefinition>(
        "a map with service, user, name, password and migrations",
        "{service: postgres, user: admin, name: blog, password: POSTGRES_PASSWORD}",
        [Service, User, Name, Password, Migrations, Verify],
        fields => new(
            fields.Get(Service),
            fields.Get(User),
            fields.Get(Name) ?? fields.Get(User),
            fields.Get(Password),
            fields.Get(Migrations),
            fields.Get(Verify)));
}
