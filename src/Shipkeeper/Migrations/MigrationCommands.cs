using Shipkeeper.Database;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Migrations;

/// <summary>Which commands have migrated this database: table <c>shipkeeper.migration_commands</c>, whose <c>image</c> is the source of each.</summary>
internal static class MigrationCommands
{
    private const string Table = "shipkeeper.migration_commands";

    public static Task<bool> HasRunAsync(PostgresConnection database, MigrationCommand command, CancellationToken ct) => OwnTables.AskAsync(async () =>
        await OwnTables.ExistsAsync(database, Table, ct)
            && (await database.QueryAsync($"select 1 from {Table} where image = $1 and command = $2", 1, ct, command.Source, command.Text)).Rows.Count > 0);

    /// <summary>Whether it has run, and none since.</summary>
    public static Task<bool> IsLastAsync(PostgresConnection database, MigrationCommand command, CancellationToken ct) => OwnTables.AskAsync(async () =>
        await OwnTables.ExistsAsync(database, Table, ct)
            && (await database.QueryAsync($"select image, command from {Table} order by finished_at desc", 1, ct)).Rows is [var last] && (last[0], last[1]) == (command.Source, command.Text));

    public static Task RecordAsync(PostgresConnection database, MigrationCommand command, CancellationToken ct) => OwnTables.AskAsync(() => database.InTransactionAsync(async () =>
    {
        await OwnTables.CreateMissingAsync(
            database, Table, "image text, command text, finished_at timestamptz not null default now(), primary key (image, command)", ct);
        await database.ExecuteAsync(
            $"insert into {Table} (image, command) values ($1, $2) on conflict (image, command) do update set finished_at = now()", ct, command.Source, command.Text);
    }, ct));
}
