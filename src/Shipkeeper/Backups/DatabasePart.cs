using System.Globalization;
using System.Text.Json;
using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Migrations;
using Shipkeeper.PlatformFile;
using Shipkeeper.Snapshots;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Backups;

/// <summary>Writes the database into a backup: its dump, what a dump does not carry, and how many rows the dump must have.</summary>
internal sealed class DatabasePart(PlatformSession session, StepScope scope, Func<NewPart, Task<BackupPart>> writePart)
{
    private const string RolesSql =
        """
        select distinct r.rolname from pg_catalog.pg_shdepend d join pg_catalog.pg_roles r on r.oid = d.refobjid
        where d.refclassid = 'pg_catalog.pg_authid'::regclass and r.rolname not like 'pg\_%'
          and (d.dbid = (select oid from pg_catalog.pg_database where datname = current_database())
            or (d.classid = 'pg_catalog.pg_database'::regclass and d.objid = (select oid from pg_catalog.pg_database where datname = current_database())))
        order by 1
        """;

    /// <summary>The counts are those of the very snapshot that the dump sees: they are taken in the transaction that holds it.</summary>
    public async Task<(IReadOnlyList<BackupPart> Parts, BackupDatabase Database)> WriteAsync(CancellationToken ct)
    {
        var definition = PlatformDatabase.DefinitionOf(session);
        await using var server = await DatabaseServer.OpenAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        await using var database = await PostgresConnection.OpenAsync(server.Login, SnapshotLimits.Usual, ct);
        var known = await KnownDatabases.GetAsync(server, definition.Name, ct);
        var properties = await DatabaseProperties.ReadAsync(server, known, ct);
        var parts = new List<BackupPart>
        {
            await writePart(new(
                "database.json",
                PartKind.DatabaseProperties,
                definition.Name,
                MayHoldSecrets: true,
                to => JsonSerializer.SerializeAsync(to, properties, BackupsJson.Default.DatabaseProperties, ct),
                ct)),
        };
        BackupDatabase? content = null;
        await database.InTransactionAsync(
            async () =>
            {
                await database.ExecuteAsync("set transaction isolation level repeatable read", ct);
                await database.ExecuteAsync("set local idle_in_transaction_session_timeout = 0", ct);
                var snapshot = (await database.QueryAsync("select pg_catalog.pg_export_snapshot()", 1, ct)).Value!;
                var dumping = writePart(new("database.dump", PartKind.Database, definition.Name, MayHoldSecrets: true, to => DumpAsync(server, snapshot, to, ct), ct));
                var describing = DescribeAsync(database, definition, properties.Owner, ct);
                await Task.WhenAll(dumping, describing);
                parts.Add(await dumping);
                content = await describing;
            },
            ct,
            readOnly: true);
        return (parts, content!);
    }

    private Task DumpAsync(DatabaseServer server, string snapshot, Stream to, CancellationToken ct) =>
        new DumpPrograms(session, server).DumpAsync(server.Login, snapshot, bytes => to.Write(bytes.Span), ct);

    private static async Task<BackupDatabase> DescribeAsync(PostgresConnection database, DatabaseDefinition definition, string owner, CancellationToken ct)
    {
        async Task<string> AskAsync(string sql) => (await database.QueryAsync(sql, 1, ct)).Value!;
        var version = int.Parse(await AskAsync("select current_setting('server_version_num')"), CultureInfo.InvariantCulture);
        return new(
            definition.Name,
            await AskAsync("select split_part(current_setting('server_version'), ' ', 1)"),
            version / 10_000,
            long.Parse(await AskAsync("select pg_catalog.pg_database_size(current_database())"), CultureInfo.InvariantCulture),
            definition.Migrations is MigrationsDefinition.Files ? (await MigrationTables.ReadAsync(database, ct)).Applied.Select(row => row.Number).DefaultIfEmpty(0).Max() : null,
            [.. (await database.QueryAsync(RolesSql, RowCounts.MaximumTables, ct)).Rows.Select(row => row[0]!).Append(owner).Distinct()],
            await RowCounts.ReadAsync(database, ct));
    }
}
