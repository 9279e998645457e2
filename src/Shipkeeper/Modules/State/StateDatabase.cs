using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Shipkeeper.Modules.State;

internal enum StateDatabaseKind
{
    Postgresql,
    Sqlite,
}

/// <summary>A database and the way to it.</summary>
/// <param name="Name">Of SQLite the path of its file.</param>
/// <param name="Host">Null for the socket of this host.</param>
/// <param name="SystemUser">Whom the programs run as, where the server knows users by that; null for ourselves.</param>
internal sealed record StateDatabase(StateDatabaseKind Kind, string Name, string? Host = null, int? Port = null, string? User = null, string? SystemUser = null)
{
    /// <summary>Never written anywhere.</summary>
    [JsonIgnore]
    public string? Password { get; init; }

    /// <summary>As people tell it.</summary>
    public string Describe() => Kind is StateDatabaseKind.Sqlite ? Name : $"{Name}{(Host is null ? "" : $" on {Host}")}";

    /// <param name="database">An object, or the path of an SQLite file.</param>
    /// <exception cref="ShipkeeperException"><c>modules.bad-state</c></exception>
    public static StateDatabase Of(JsonNode? database) => database switch
    {
        JsonValue path when path.ToString() is { Length: > 0 } text => new(StateDatabaseKind.Sqlite, StatePath.Of(text)),
        JsonObject fields when JsonFields.Text(fields, "type", "kind", "engine", "db_type") is { } type => Of(fields, type.ToLowerInvariant()),
        JsonObject fields => Of(fields, JsonFields.Text(fields, "path", "file") is null ? "postgresql" : "sqlite"),
        _ => throw StateErrors.BadRequest("a database is neither a path nor an object"),
    };

    /// <summary>With the password of the same one, where somebody has said it.</summary>
    public StateDatabase WithPasswordOf(IEnumerable<StateDatabase> told) => this with { Password = told.FirstOrDefault(other => other with { Password = null } == this)?.Password };

    private static StateDatabase Of(JsonObject fields, string type) => type switch
    {
        "sqlite" or "sqlite3" => new(StateDatabaseKind.Sqlite, StatePath.Of(JsonFields.Text(fields, "path", "file", "name", "database") ?? throw StateErrors.BadRequest("an SQLite database has no path"))),
        "postgresql" or "postgres" or "pg" => new(
            StateDatabaseKind.Postgresql,
            JsonFields.Text(fields, "name", "database", "dbname", "db_name") ?? throw StateErrors.BadRequest("a PostgreSQL database has no name"),
            JsonFields.Text(fields, "host", "hostname"),
            PortOf(fields),
            JsonFields.Text(fields, "user", "username"),
            JsonFields.Text(fields, "system_user"))
        {
            Password = JsonFields.Text(fields, "password") ?? (JsonFields.Text(fields, "password_env") is { } variable ? Environment.GetEnvironmentVariable(variable) : null),
        },
        _ => throw StateErrors.BadRequest($"a database of the kind '{type}' is neither 'postgresql' nor 'sqlite'"),
    };

    private static int? PortOf(JsonObject fields) =>
        JsonFields.Text(fields, "port") is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port
        : throw StateErrors.BadRequest($"'{text}' is no port");
}
