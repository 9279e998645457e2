using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

internal static class MigrationsSection
{
    private static readonly Key<string?> Directory =
        Key.Optional("directory", Scalars.Path("schema/migrations"), "A folder of files `NNN_name.sql`, applied in order, each all or none.");

    private static readonly Key<PlacedText> Service =
        Key.Required("service", Scalars.Name(TextRules.ServiceName), "The service whose new image has the command.");

    private static readonly Key<IReadOnlyList<string>> Command =
        Key.Required("command", Commands.Like("alembic"), "The command, word by word; it must be safe to repeat.");

    private static readonly Key<MigrationsDefinition.Run?> Run = Key.Optional(
        "run",
        new ObjectShape<MigrationsDefinition.Run>(
            "a map with service and command",
            "{service: api, command: [alembic, upgrade, head]}",
            [Service, Command],
            fields => new(fields.Get(Service), fields.Get(Command))),
        "A one-off container of the new image; once for each image, and again when definition files change that are mounted there.");

    private static readonly Key<MigrationsDefinition.ByApplication?> By = Key.Optional(
        "by",
        Scalars.Choice(("application", new MigrationsDefinition.ByApplication())),
        "The application migrates itself at its start.");

    private static readonly Key<TimeSpan> TimeLimit = Key.Defaulting(
        "timeLimit", Scalars.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(24)), "1h", "How long one statement of a file, or the command, may take.");

    public static Shape<MigrationsDefinition> Shape { get; } = new ObjectShape<MigrationsDefinition>(
        "a map with directory, run or by",
        "{directory: schema/migrations}",
        [Directory, Run, By, TimeLimit],
        Build)
    {
        Alternatives = [Directory, Run, By],
    };

    private static MigrationsDefinition Build(Fields fields)
    {
        var migrations = fields.Get(Run) ?? (MigrationsDefinition?)fields.Get(By) ?? new MigrationsDefinition.Files(fields.Get(Directory)?.TrimEnd('/') ?? "");
        return migrations with { TimeLimit = fields.Get(TimeLimit) };
    }
}
