using Npgsql;
using NpgsqlTypes;

namespace KnowledgeGraph;

internal static class Database
{
    public static string ConnectionString(IConfiguration settings) => new NpgsqlConnectionStringBuilder
    {
        Host = settings["POSTGRES_HOST"],
        Username = settings["POSTGRES_USER"],
        Password = settings["POSTGRES_PASSWORD"],
        Database = settings["POSTGRES_DB"],
        GssEncryptionMode = GssEncryptionMode.Disable,
        Timeout = 3,
        CommandTimeout = 5,
    }.ConnectionString;

    /// <param name="values">Of $1, $2 …</param>
    public static NpgsqlCommand Command(this NpgsqlDataSource database, string sql, params object[] values) =>
        With(database.CreateCommand(sql), values);

    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params object[] values) =>
        With(new NpgsqlCommand(sql, connection), values);

    /// <summary>A value whose type the server knows and Npgsql does not, as text.</summary>
    public static NpgsqlParameter Text(string value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Unknown };

    private static NpgsqlCommand With(NpgsqlCommand command, object[] values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
