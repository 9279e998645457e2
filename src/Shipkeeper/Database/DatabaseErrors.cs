using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Tools.Postgres.Sql;

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
        + "It often happens when an image's tag names no major version, such as 'latest'. To bring the data to the new version, start with the old "
        + "one, then: shipkeeper upgrade --service <service>=<new image>.");

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

    private static readonly ErrorCode NotOursCode = new(
        "database.not-ours",
        ErrorKind.Refused,
        "An upgrade bars the database while its schema changes, and keeps a snapshot of it. Only the owner of a database, or a superuser, may do "
        + "that, and the user of 'database' in the platform file is neither. Nothing was changed. Make that user the owner, or let the "
        + "platform file name the one who is.");

    private static readonly ErrorCode InUseCode = new(
        "database.in-use",
        ErrorKind.Failed,
        "Nobody may be inside a database while it is copied or changes its name. New connections are barred, and the sessions that were there "
        + "were asked to end; the ones in the list did not. They belong to a superuser whom our user may not send away, or hang in the "
        + "server, or are prepared transactions. End them by hand, then run the command again.");

    private static readonly ErrorCode NotBarredCode = new(
        "database.bar-refused",
        ErrorKind.Failed,
        "The database server refused to bar the database, or to open it again. The message holds the server's own words. Nobody but the owner "
        + "or a superuser can do it by hand, from another database of the server: alter database … allow_connections true.");

    public static IReadOnlyList<ErrorCode> All => [NoneCode, WrongMajorCode, OwnTablesCode, SessionsCode, NotOursCode, InUseCode, NotBarredCode];

    public static ShipkeeperException NotOurs(string database, string user) => NotOursCode.Because(
        $"the user '{user}' does not own the database '{database}', and is no superuser.",
        $"alter database {SqlQuoting.Identifier(database)} owner to {SqlQuoting.Identifier(user)}");

    /// <param name="sessions">As they are to be shown.</param>
    public static ShipkeeperException InUse(string database, TimeSpan waited, IReadOnlyList<string> sessions) => InUseCode.Because(
        $"{(sessions.Count == 1 ? "a session" : $"{sessions.Count} sessions")} of the database '{database}' did not end within {waited.TotalSeconds:0} s.",
        "end them in the server: select pg_terminate_backend(pid)",
        sessions);

    /// <param name="names">As they were prepared.</param>
    public static ShipkeeperException Prepared(string database, IReadOnlyList<string> names) => InUseCode.Because(
        $"the database '{database}' holds {(names.Count == 1 ? "a prepared transaction" : $"{names.Count} prepared transactions")} that nobody has ended.",
        $"end it in the database: rollback prepared {SqlQuoting.Literal(names[0])}, or commit prepared",
        names);

    public static ShipkeeperException NotBarred(string database, bool takesConnections, SqlRefusedException refusal) => NotBarredCode.Because(
        $"the server did not {(takesConnections ? "open" : "bar")} the database '{database}': {refusal.Message} ({refusal.SqlState}).",
        "shipkeeper doctor",
        inner: refusal);

    public static ShipkeeperException Missing(ReachablePort place, string database) => PostgresErrors.MissingCode.Because(
        $"the database server at {place} has no database '{database}'.",
        "compare 'database.name' in shipkeeper.yaml with the databases of the server");

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
