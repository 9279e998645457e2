namespace Shipkeeper.Features.Restore;

internal static class RestoreErrors
{
    private static readonly ErrorCode SchemaCode = new(
        "restore.schema",
        ErrorKind.Refused,
        "The data of the backup are newer than what the current release is known to run on. Nothing was changed. Bring the platform to a release of that time "
        + "first, or restore the backup beside the platform's database with '--into' and look at it there.");

    private static readonly ErrorCode MajorCode = new(
        "restore.wrong-major",
        ErrorKind.Refused,
        "The dump of the backup was made by a newer major version of PostgreSQL than the platform's server has, and no older one can read it for certain. Nothing was "
        + "changed. Bring the server to that version first.");

    private static readonly ErrorCode RolesCode = new(
        "restore.roles",
        ErrorKind.Refused,
        "Tables or rights in the backup belong to roles that the platform's database server does not have. A backup holds one database, and roles belong to the whole "
        + "server. Nothing was changed. Make the roles, then run the command again.");

    private static readonly ErrorCode IntoCode = new(
        "restore.into",
        ErrorKind.Refused,
        "'--into' makes a new database beside the platform's own, from a backup that holds one. A database of that name is there already, the name is none, or the backup "
        + "holds no database. Nothing was changed.");

    private static readonly ErrorCode NothingCode = new(
        "restore.nothing",
        ErrorKind.Refused,
        "The backup holds neither a database nor a volume that the current release has, so there is nothing to restore. Nothing was changed. "
        + "Its other files can be read where they lie.");

    public static IReadOnlyList<ErrorCode> All => [SchemaCode, MajorCode, RolesCode, IntoCode, NothingCode];

    /// <param name="release">To go to first; null where none is kept that would do.</param>
    public static ShipkeeperException Schema(string because, int? release) => SchemaCode.Because(
        $"{because}.", release is { } number ? $"shipkeeper rollback --release {number}" : "shipkeeper upgrade, to a release that knows this schema");

    public static ShipkeeperException WrongMajor(int backup, int server) => MajorCode.Because(
        $"the backup is one of PostgreSQL {backup}, and the platform's server is {server}.", "shipkeeper versions");

    public static ShipkeeperException Roles(IReadOnlyList<string> missing) => RolesCode.Because(
        $"the database server has no role {string.Join(", ", missing)}.", $"in the database server: create role \"{missing[0]}\"");

    public static ShipkeeperException Into(string why) => IntoCode.Because($"{why}.", "shipkeeper restore --help");

    public static ShipkeeperException Nothing(string backup) => NothingCode.Because($"the backup {backup} holds nothing that the current release has.", "shipkeeper backup list");
}
