using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Database;

/// <summary>Tables of Shipkeeper's own, in the schema <c>shipkeeper</c>: each comes with the first row that needs it.</summary>
internal static class OwnTables
{
    /// <summary>Of this purpose alone, for ever: every version and every host must take the same lock.</summary>
    private const string Lock = "8034716208925131";

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

    /// <summary>Of what the statement sees: <c>to_regclass</c> may answer from what the session has looked up before.</summary>
    /// <param name="table">With its schema.</param>
    public static async Task<bool> ExistsAsync(PostgresConnection database, string table, CancellationToken ct) =>
        (await database.QueryAsync("select exists (select from pg_catalog.pg_tables where schemaname || '.' || tablename = $1)", 1, ct, table)).Value == "t";

    /// <summary>In the transaction of the caller. Another that makes tables of ours is waited for until its end.</summary>
    /// <param name="table">With the schema <c>shipkeeper</c>.</param>
    public static async Task CreateMissingAsync(PostgresConnection database, string table, string columns, CancellationToken ct)
    {
        if (await ExistsAsync(database, table, ct))
        {
            return;
        }

        await database.ExecuteAsync($"select pg_advisory_xact_lock({Lock})", ct);
        if (!await ExistsAsync(database, table, ct))
        {
            await database.ExecuteAsync("create schema if not exists shipkeeper", ct);
            await database.ExecuteAsync($"create table {table} ({columns})", ct);
        }
    }
}
