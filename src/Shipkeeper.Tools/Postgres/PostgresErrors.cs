using Npgsql;

namespace Shipkeeper.Tools.Postgres;

/// <summary>Of the way to a database server.</summary>
public static class PostgresErrors
{
    public static readonly ErrorCode UnreachableCode = new(
        "database.unreachable",
        ErrorKind.Failed,
        "The database server does not take the connection: nothing listens at its address, it is still starting or already stopping, or "
        + "something in between swallows the packets. Nothing was changed in the database.");

    public static readonly ErrorCode LoginRefusedCode = new(
        "database.login-refused",
        ErrorKind.Failed,
        "The database server refused user or password. A PostgreSQL image sets the password once, when it initialises an empty data volume: "
        + "a secret that was changed later does not open a database that was made with the old one. Put the old value back, or change the "
        + "role's password in the server to the new one.");

    public static readonly ErrorCode MissingCode = new(
        "database.missing",
        ErrorKind.Failed,
        "The server is there, and it has no database of this name. A PostgreSQL image creates one only when it initialises an empty data "
        + "volume; after that, 'create database' does.");

    public static readonly ErrorCode RefusedCode = new(
        "database.refused",
        ErrorKind.Failed,
        "The database server answered, and would not let us in: too many connections, a rule in pg_hba.conf, a "
        + "limit of the database. The message holds the server's own words.");

    public static readonly ErrorCode BarredCode = new(
        "database.barred",
        ErrorKind.Failed,
        "The database takes no connections at all (ALLOW_CONNECTIONS is false). An upgrade bars it while its schema changes, and opens it again "
        + "at its end; a snapshot is always barred. When no operation is unfinished, somebody else has barred it: 'alter database … allow_connections true', "
        + "on another database of the server, opens it.");

    public static readonly ErrorCode LostCode = new(
        "database.connection-lost",
        ErrorKind.Failed,
        "The connection to the database ended in the middle of an answer, as it does when the server is stopped, killed or out of memory. "
        + "What was not committed is undone by the server. Whether the last statement was committed is looked up before anything goes on.");

    public static readonly ErrorCode TimeoutCode = new(
        "database.timeout",
        ErrorKind.Failed,
        "The database server took a statement and did not end it in time. It was asked to give it up, and it undoes what was not committed. "
        + "Another session may hold a lock that the statement waits for.");

    public static IReadOnlyList<ErrorCode> All { get; } = [UnreachableCode, LoginRefusedCode, MissingCode, RefusedCode, BarredCode, LostCode, TimeoutCode];

    /// <summary>Of a connection that was not made.</summary>
    internal static ShipkeeperException NotConnected(PostgresLogin login, Exception failure) => failure switch
    {
        PostgresException { SqlState: "28P01" } => LoginRefusedCode.Because(
            $"the database server at {login.Place} refused the user '{login.User}': {Said(failure)}.",
            "put the password in .env back to the one that the database was made with",
            inner: failure),
        PostgresException { SqlState: "3D000" } => MissingCode.Because(
            $"the database server at {login.Place} has no database '{login.Database}'.",
            $"compare 'database.name' in shipkeeper.yaml with the databases of the server, or create it: create database \"{login.Database}\"",
            inner: failure),
        PostgresException { SqlState: "55000" } => BarredCode.Because(
            $"the database '{login.Database}' takes no connections now.",
            "shipkeeper status: where it names an unfinished operation, the next command that changes something ends that and opens the database",
            inner: failure),
        PostgresException { SqlState: not ("57P03" or "57P01" or "57P02") } => RefusedCode.Because(
            $"the database server at {login.Place} refused the connection: {Said(failure)}.",
            "shipkeeper doctor",
            inner: failure),
        _ => UnreachableCode.Because(
            $"the database server at {login.Place} cannot be reached: {Said(failure)}.",
            "shipkeeper status",
            inner: failure),
    };

    internal static ShipkeeperException Lost(PostgresLogin login, Exception failure) => LostCode.Because(
        $"the connection to the database '{login.Database}' ended in the middle of an answer: {Said(failure)}.",
        "shipkeeper status",
        inner: failure);

    internal static ShipkeeperException TimedOut(PostgresLogin login, TimeSpan limit) => TimeoutCode.Because(
        $"the database '{login.Database}' did not answer within {limit:c}.",
        "shipkeeper query \"select pid, application_name, state, wait_event_type, query from pg_stat_activity where datname = current_database()\"");

    private static string Said(Exception failure) => failure switch
    {
        PostgresException refusal => refusal.MessageText,
        TimeoutException or OperationCanceledException => "no answer",
        { InnerException: { } inner } => Said(inner),
        _ => failure.Message.TrimEnd('.'),
    };
}
