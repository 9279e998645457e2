using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Tools.Postgres;

/// <summary>
/// Builds calls of PostgreSQL's own programs for the container of the server, whose version they have. Pure. The password goes by the
/// environment, and everything that they would else take from it is said.
/// </summary>
public static class PostgresPrograms
{
    /// <summary>Writes a dump in the custom format to its standard output. Little compression: somebody waits for it.</summary>
    /// <param name="snapshot">That another session has exported and still holds; null: a new one.</param>
    public static ExecCall Dump(PostgresLogin login, TimeSpan timeLimit, string? snapshot = null) => new(
        [
            "pg_dump", "--format=custom", "--compress=1", "--no-password", "--lock-wait-timeout=10s",
            .. snapshot is null ? Array.Empty<string>() : [$"--snapshot={snapshot}"],
        ],
        timeLimit)
    {
        Environment = Of(login),
    };

    /// <summary>Writes the roles of the server as SQL to its standard output; only a superuser may read all of it.</summary>
    public static ExecCall DumpRoles(PostgresLogin login, TimeSpan timeLimit) => new(["pg_dumpall", "--roles-only", "--no-password"], timeLimit) { Environment = Of(login) };

    /// <summary>Reads a dump from its standard input into an empty database, and ends at the first error.</summary>
    public static ExecCall Restore(PostgresLogin login, Stream dump, TimeSpan timeLimit) =>
        new(["pg_restore", "--exit-on-error", "--no-password", $"--dbname=dbname='{login.Database.Replace("\\", "\\\\").Replace("'", "\\'")}'"], timeLimit)
        {
            Environment = Of(login),
            Input = dump,
        };

    /// <summary>Reads a dump from its standard input, and writes what is in it; needs no server.</summary>
    public static ExecCall List(Stream dump, TimeSpan timeLimit) => new(["pg_restore", "--list"], timeLimit) { Input = dump };

    /// <summary>Reads statements from its standard input, and ends at the first error. Writes rows as lines, and columns between tabs.</summary>
    public static ExecCall Query(PostgresLogin login, Stream statements, TimeSpan timeLimit) => new(
        ["psql", "--no-psqlrc", "--no-password", "--quiet", "--no-align", "--tuples-only", "--field-separator=\t", "--set=ON_ERROR_STOP=1"], timeLimit)
    {
        Environment = Of(login),
        Input = statements,
    };

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
