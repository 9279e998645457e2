using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tools.Postgres;

/// <summary>
/// Builds calls of PostgreSQL's own programs for the container of the server, whose version they have. Pure. The password goes by the
/// environment, and everything that they would else take from it is said.
/// </summary>
public static class PostgresPrograms
{
    /// <summary>Writes a dump in the custom format to its standard output. Little compression: somebody waits for it.</summary>
    public static ExecCall Dump(PostgresLogin login, TimeSpan timeLimit) =>
        new(["pg_dump", "--format=custom", "--compress=1", "--no-password", "--lock-wait-timeout=10s"], timeLimit) { Environment = Of(login) };

    /// <summary>Reads a dump from its standard input into an empty database, and ends at the first error.</summary>
    public static ExecCall Restore(PostgresLogin login, Stream dump, TimeSpan timeLimit) =>
        new(["pg_restore", "--exit-on-error", "--no-password", $"--dbname=dbname='{login.Database.Replace("\\", "\\\\").Replace("'", "\\'")}'"], timeLimit)
        {
            Environment = Of(login),
            Input = dump,
        };

    /// <summary>Reads a dump from its standard input, and writes what is in it; needs no server.</summary>
    public static ExecCall List(Stream dump, TimeSpan timeLimit) => new(["pg_restore", "--list"], timeLimit) { Input = dump };

    private static Dictionary<string, string> Of(PostgresLogin login) => new()
    {
        ["PGHOST"] = "127.0.0.1",
        ["PGPORT"] = "5432",
        ["PGUSER"] = login.User,
        ["PGPASSWORD"] = login.Password ?? "",
        ["PGPASSFILE"] = "/dev/null",
        ["PGDATABASE"] = login.Database,
        ["PGAPPNAME"] = login.ApplicationName,
        ["PGCONNECT_TIMEOUT"] = "10",
        ["PGSSLMODE"] = "prefer",
        ["PGOPTIONS"] = "",
    };
}
