using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Database;

/// <summary>Tables of Shipkeeper's own, in the schema <c>shipkeeper</c>: each comes with the first row that needs it.</summary>
internal static class OwnTables
{
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
