using System.Globalization;

namespace Shipkeeper.Database;

/// <summary>A database as its server knows it at this moment.</summary>
/// <param name="Oid">Stays with it under every name.</param>
/// <param name="IsOurs">Whether our user may change it: as its owner, or as a superuser.</param>
internal sealed record KnownDatabase(uint Oid, string Name, bool TakesConnections, int ConnectionLimit, string? Comment, bool IsOurs);

/// <summary>Asks the server what databases it has.</summary>
internal static class KnownDatabases
{
    private const int MaximumDatabases = 100_000;

    private const string Sql =
        """
        select oid, datname, datallowconn, datconnlimit, pg_catalog.shobj_description(oid, 'pg_database'), pg_catalog.pg_has_role(datdba, 'usage')
        from pg_catalog.pg_database
        """;

    /// <returns>By name.</returns>
    public static async Task<IReadOnlyList<KnownDatabase>> ListAsync(DatabaseServer server, CancellationToken ct) =>
        [.. (await server.Connection.QueryAsync($"{Sql} order by datname", MaximumDatabases, ct)).Rows.Select(Read)];

    /// <returns>Null when there is none of the name.</returns>
    public static async Task<KnownDatabase?> FindAsync(DatabaseServer server, string name, CancellationToken ct) =>
        (await server.Connection.QueryAsync($"{Sql} where datname = $1", 1, ct, name)).Rows is [var row, ..] ? Read(row) : null;

    /// <exception cref="ShipkeeperException"><c>database.missing</c></exception>
    public static async Task<KnownDatabase> GetAsync(DatabaseServer server, string name, CancellationToken ct) =>
        await FindAsync(server, name, ct) ?? throw DatabaseErrors.Missing(server.Login.Place, name);

    /// <returns>Bytes.</returns>
    public static async Task<long> MeasureAsync(DatabaseServer server, KnownDatabase database, CancellationToken ct) => long.Parse(
        (await server.Connection.QueryAsync("select pg_catalog.pg_database_size($1::oid)", 1, ct, database.Oid.ToString(CultureInfo.InvariantCulture))).Value!,
        CultureInfo.InvariantCulture);

    private static KnownDatabase Read(IReadOnlyList<string?> row) => new(
        uint.Parse(row[0]!, CultureInfo.InvariantCulture), row[1]!, row[2] == "t", int.Parse(row[3]!, CultureInfo.InvariantCulture), row[4], row[5] == "t");
}
