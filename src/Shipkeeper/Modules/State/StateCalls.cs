using Shipkeeper.Tools.Files;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Modules.State;

/// <summary>Builds the calls that read and write files and databases. Pure. Passwords go by the environment.</summary>
internal static class StateCalls
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromHours(1);

    /// <summary>Writes an archive of one entry of a folder: links as links, all names of a file, holes, owners as numbers, attributes.</summary>
    public static ToolCall Archive(string folder, string name) => ToolCall.Of(
        "tar",
        "--create",
        "--format=posix",
        "--sparse",
        "--acls",
        "--xattrs",
        "--xattrs-include=*",
        "--numeric-owner",
        "--one-file-system",
        $"--exclude={ReturningTree.StagePrefix}[0-9]*",
        $"--directory={folder}",
        "--file=-",
        "--",
        $"./{name}") with
    {
        TimeLimit = TimeLimit,
    };

    public static ToolCall Extract(string folder) => ToolCall.Of(
        "tar", "--extract", "--preserve-permissions", "--acls", "--xattrs", "--xattrs-include=*", "--numeric-owner", $"--directory={folder}", "--file=-") with
    {
        TimeLimit = TimeLimit,
    };

    public static ToolCall DumpPostgres(StateDatabase database) => Postgres(database, "pg_dump", "--format=custom", "--no-password", "--lock-wait-timeout=60s");

    /// <summary>All of it or nothing.</summary>
    public static ToolCall RestorePostgres(StateDatabase database) => Postgres(
        database, "pg_restore", "--single-transaction", "--clean", "--if-exists", "--exit-on-error", "--no-password", $"--dbname=dbname='{database.Name.Replace("\\", "\\\\").Replace("'", "\\'")}'");

    /// <param name="file">The database.</param>
    /// <param name="folder">For the copy on the way.</param>
    public static ToolCall DumpSqlite(string file, string folder) => Python(SqlitePrograms.Dump, file, folder);

    /// <inheritdoc cref="DumpSqlite"/>
    public static ToolCall RestoreSqlite(string file, string folder) => Python(SqlitePrograms.Restore, file, folder);

    /// <summary>Reads a dump to its end, and throws away what it reads; needs no server.</summary>
    public static ToolCall ReadDump() => ToolCall.Of("pg_restore", "--format=custom", "--file=/dev/null") with { TimeLimit = TimeLimit };

    private static ToolCall Python(string program, params string[] arguments) => ToolCall.Of(ModulePython.Program, ["-I", "-c", program, .. arguments]) with { TimeLimit = TimeLimit };

    private static ToolCall Postgres(StateDatabase database, params string[] command) =>
        ToolCall.Of(database.SystemUser is null ? command[0] : "runuser", database.SystemUser is null ? command[1..] : ["-u", database.SystemUser, "--", .. command]) with
        {
            TimeLimit = TimeLimit,
            Environment = ToolEnvironment.OfOurs(EnvironmentOf(database)),
        };

    private static IEnumerable<KeyValuePair<string, string>> EnvironmentOf(StateDatabase database)
    {
        yield return new("PGDATABASE", database.Name);
        yield return new("PGAPPNAME", "shipkeeper");
        yield return new("PGCONNECT_TIMEOUT", "10");
        yield return new("PGOPTIONS", "-c lock_timeout=60s");
        foreach (var (name, value) in new[] { ("PGHOST", database.Host), ("PGPORT", database.Port?.ToString()), ("PGUSER", database.User), ("PGPASSWORD", database.Password) })
        {
            if (value is not null)
            {
                yield return new(name, value);
            }
        }
    }
}
