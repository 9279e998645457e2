using Shipkeeper.Tools;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Migrations;

internal static class MigrationErrors
{
    private const string CannotRunInTransaction = "25001";
    private const string LockNotAvailable = "55P03";
    private const string QueryCanceled = "57014";

    private static readonly ErrorCode FilesCode = new(
        "migration.files-refused",
        ErrorKind.Refused,
        "The migration files cannot be applied as they are: a name that is not NNN_name.sql, two files with one number, a gap in the numbers, "
        + "text that is not UTF-8, a command of psql, COPY through the client, or a COMMIT that would break up the file's own transaction. "
        + "Every file was looked at before the first one was applied, so nothing was changed in the database.");

    public static readonly ErrorCode HistoryCode = new(
        "migration.history-differs",
        ErrorKind.Failed,
        "The database tells another history than the files: a file was changed or removed after it was applied, or one is not applied although "
        + "a later one is. No migration was applied. Put the files back as they were; a change to the schema belongs into a new file. "
        + "Where the files are right as they are, 'migrate up --force' takes them as found: their checksums are recorded anew, and a late file is "
        + "applied.");

    private static readonly ErrorCode FailedCode = new(
        "migration.failed",
        ErrorKind.Failed,
        "The database server refused a statement of a migration. Each file is one transaction with its row, so nothing of this file was kept, "
        + "and the files before it stay applied. The application was not started on a schema that it does not expect. Mend the file, and run "
        + "the same command again. A file with '-- shipkeeper: no-transaction' is the exception: what its statements did before stays.");

    private static readonly ErrorCode TooLongCode = new(
        "migration.too-long",
        ErrorKind.Failed,
        "A migration took longer than it may, so the server gave it up and rolled it back. 'timeLimit' under 'database.migrations' says how "
        + "long one statement may take; it may be slow by nature, or wait for a lock that another session holds.");

    private static readonly ErrorCode LockedCode = new(
        "migration.locked",
        ErrorKind.Busy,
        "Somebody else is migrating this database right now: another host, or a person with Shipkeeper's advisory lock. Only one may. Nothing "
        + "was changed. Wait until it has ended, then run the command again.");

    private static readonly ErrorCode TableCode = new(
        "migration.table-unusable",
        ErrorKind.Failed,
        "The database has a table public.schema_migrations that another tool made, and it cannot take the rows that say which files are applied: "
        + "it has no column 'version' or 'name', or another column that must be given a value. No migration was applied. Change the table: add "
        + "what is missing, give the other columns a default.");

    private static readonly ErrorCode CommandCode = new(
        "migration.command-failed",
        ErrorKind.Failed,
        "The command that migrates the schema, run in a container of the service's image, did not end well. What it had done until then is its "
        + "own affair; it must be safe to repeat. The application was not started.");

    public static IReadOnlyList<ErrorCode> All => [FilesCode, HistoryCode, FailedCode, TooLongCode, LockedCode, TableCode, CommandCode];

    public static ShipkeeperException FilesRefused(IReadOnlyList<string> problems) => FilesCode.Because(
        problems.Count == 1 ? $"{problems[0]}." : $"the migrations have {problems.Count} problems.",
        "mend the files, then: shipkeeper migrate plan",
        problems.Count == 1 ? [] : problems);

    public static ShipkeeperException NoFolder(string directory) => FilesCode.Because(
        $"there is no folder {directory} for the migrations.", $"mkdir -p {directory}");

    public static ShipkeeperException HistoryDiffers(IReadOnlyList<MigrationStanding> disputed) => HistoryCode.Because(
        disputed.Count == 1 ? $"{Describe(disputed[0])}." : $"{disputed.Count} migrations are not in the database as in the files.",
        "put the files back; where they are right as they are: shipkeeper migrate up --force",
        disputed.Count == 1 ? [] : [.. disputed.Select(Describe)]);

    public static ShipkeeperException Failed(Migration file, MigrationScript script, SqlRefusedException refusal, int? line, string commandLine) => refusal.SqlState switch
    {
        CannotRunInTransaction => FailedCode.Because(
            $"{Place(file, line)}: {refusal.Message}.",
            $"put '-- shipkeeper: no-transaction' into the first line of {file.Path}, then: {commandLine}",
            Details(script, refusal, line),
            refusal),
        LockNotAvailable => FailedCode.Because(
            $"{Place(file, line)}: another session holds a lock that it needs ({refusal.Message}).",
            "shipkeeper query \"select pid, application_name, state, query from pg_stat_activity where datname = current_database()\"",
            Details(script, refusal, line),
            refusal),
        _ => FailedCode.Because(
            $"{Place(file, line)}: {refusal.Message} ({refusal.SqlState}).",
            $"mend the file, then: {commandLine}",
            Details(script, refusal, line),
            refusal),
    };

    /// <summary>A statement can be cancelled by others too: by a person, or by a limit of the file's own.</summary>
    public static bool IsTooLong(SqlRefusedException refusal, TimeSpan limit, TimeSpan elapsed) => refusal.SqlState == QueryCanceled && elapsed >= limit;

    public static ShipkeeperException TooLong(Migration file, int? line, TimeSpan limit) => TooLongCode.Because(
        $"{Place(file, line)}: the statement took longer than {Durations.Write(limit)}, and was ended.",
        "raise 'timeLimit' under 'database.migrations' in shipkeeper.yaml");

    /// <summary>A failure with the file that it was about.</summary>
    public static ShipkeeperException Named(Migration file, ShipkeeperException failure, string commandLine) => failure.Code.Because(
        $"{file.Path}: {failure.Message}", commandLine, failure.Details, failure);

    public static ShipkeeperException Locked(string? holder) => LockedCode.Because(
        $"another session is migrating this database: {holder ?? "it has just ended"}.",
        "shipkeeper migrate status");

    public static ShipkeeperException AppliedMeanwhile() => LockedCode.Because(
        "another session has applied it meanwhile, so nothing of this run's was kept.",
        "shipkeeper migrate status");

    public static ShipkeeperException TableUnusable(IReadOnlyList<string> missing, IReadOnlyList<string> demanded) => TableCode.Because(
        missing.Count > 0
            ? $"public.schema_migrations has no column {string.Join(" and ", missing.Select(column => $"'{column}'"))}."
            : $"public.schema_migrations wants a value for {string.Join(", ", demanded.Select(column => $"'{column}'"))}.",
        missing.Count > 0
            ? $"shipkeeper query --write \"alter table public.schema_migrations {string.Join(", ", missing.Select(column => $"add column {column} text"))}\""
            : $"shipkeeper query --write \"alter table public.schema_migrations alter column {demanded[0]} drop not null\"");

    public static bool IsLocked(SqlRefusedException refusal) => refusal.SqlState == LockNotAvailable;

    public static ShipkeeperException CommandFailed(string service, string command, string how, IReadOnlyList<string> lastLines, string commandLine) => CommandCode.Because(
        $"'{command}' in '{service}' {how}.", commandLine, lastLines);

    private static string Place(Migration file, int? line) => line is { } number ? $"{file.Path}:{number}" : $"{file.Path}, at its end";

    public static string Describe(MigrationStanding standing) => standing.Standing switch
    {
        Standing.Changed => $"{standing.File!.Path} has changed since it was applied",
        Standing.FileMissing => $"migration {standing.Number} ({standing.Name}) is applied, and its file is missing",
        _ => $"{standing.File!.Path} is not applied, and a later one is",
    };

    private static IReadOnlyList<string> Details(MigrationScript script, SqlRefusedException refusal, int? line) =>
    [
        .. line is { } number ? [$"{number} | {script.Sql.LineText(number)}"] : Array.Empty<string>(),
        .. refusal.ServerHint is { } hint ? [$"the server's hint: {hint}"] : Array.Empty<string>(),
        .. refusal.Context?.Split('\n') ?? [],
    ];
}
