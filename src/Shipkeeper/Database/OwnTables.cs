using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Database;

/// <summary>Tables of Shipkeeper's own, in the schema <c>shipkeeper</c>: each comes with the first row that needs it.</summary>
internal static class OwnTables
{
    /// <exception cref="ShipkeeperException"><c>database.own-tables-refused</c>, where the server refuses anything of it.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (SqlRefusedException refusal)
        {
            throw DatabaseErrors.OwnTablesRefused(refusal);
        }
    }

    /// <inheritdoc cref="AskAsync{T}"/>
    public static Task AskAsync(Func<Task> ask) => AskAsync(async () =>
    {
        await ask();
        return true;
    });

    /// <param name="table">With its schema.</param>
    public static async Task<bool> ExistsAsync(PostgresConnection database, string table, CancellationToken ct) =>
        (await database.QueryAsync("select to_regclass($1) is not null", 1, ct, table)).Value == "t";

    /// <param name="table">With the schema <c>shipkeeper</c>.</param>
    public static async Task CreateMissingAsync(PostgresConnection database, string table, string columns, CancellationToken ct)
    {
        if (!await ExistsAsync(database, table, ct))
        {
            await database.ExecuteAsync("create schema if not exists shipkeeper", ct);
            await database.ExecuteAsync($"create table {table} ({columns})", ct);
        }
    }
}
