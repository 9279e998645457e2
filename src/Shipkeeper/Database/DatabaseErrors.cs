using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Database;

internal static class DatabaseErrors
{
    private static readonly ErrorCode NoneCode = new(
        "database.none",
        ErrorKind.Refused,
        "The platform file names no database, so there is nothing to migrate, to ask or to configure. A platform without one works all the "
        + "same: it has no schema and no config sections.");

    private static readonly ErrorCode WrongMajorCode = new(
        "database.wrong-major",
        ErrorKind.Failed,
        "The data volume was written by another major version of PostgreSQL than the image has, and no major version reads the files of "
        + "another. The server refused to start and changed nothing. Put the image of the old major version back: the data is as it was. "
        + "It often happens when an image's tag names no major version, such as 'latest'.");

    private static readonly ErrorCode OwnTablesCode = new(
        "database.own-tables-refused",
        ErrorKind.Failed,
        "The database server refused what Shipkeeper keeps beside the application's data: the table public.schema_migrations, and the schema "
        + "'shipkeeper' with its tables. The message holds the server's own words. The user of 'database' in the platform file must own them, or be "
        + "allowed to make them; an operation that was to use them has stopped there.");

    private static readonly ErrorCode SessionsCode = new(
        "database.sessions-remain",
        ErrorKind.Failed,
        "An operation died, and the database server still works for it: its sessions were asked to end, and did not. Nothing else was begun, "
        + "because their statements may still change something. Wait until they have ended, then run the command again; the server lists them in "
        + "pg_stat_activity, with an application_name that begins with 'shipkeeper/'.");

    public static IReadOnlyList<ErrorCode> All => [NoneCode, WrongMajorCode, OwnTablesCode, SessionsCode];

    public static ShipkeeperException SessionsRemain(TimeSpan waited) => SessionsCode.Because(
        $"sessions of the interrupted operation did not end within {waited.TotalSeconds:0} s.",
        "shipkeeper query \"select pid, application_name, state, query from pg_stat_activity where application_name like 'shipkeeper/%'\"");

    public static ShipkeeperException OwnTablesRefused(SqlRefusedException refusal) => OwnTablesCode.Because(
        $"the database refused what Shipkeeper keeps in it: {refusal.Message} ({refusal.SqlState}).",
        "let 'database.user' of shipkeeper.yaml make the schema 'shipkeeper' and public.schema_migrations, and own what is in them",
        inner: refusal);

    public static ShipkeeperException WrongMajor(string service, string data, string server, IReadOnlyList<string> lines) => WrongMajorCode.Because(
        $"the data of '{service}' was written by PostgreSQL {data}, and its image is PostgreSQL {server}.",
        $"set the image of '{service}' back to PostgreSQL {data} in the compose file, then: shipkeeper start",
        lines);

    public static ShipkeeperException None(string platform) => NoneCode.Because(
        $"the platform '{platform}' has no database.", "add a 'database' section to shipkeeper.yaml, with its service, user and name");
}
