using Shipkeeper.Database;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Migrations;

/// <summary>Which images have migrated this database by a command of theirs: table <c>shipkeeper.migration_commands</c>.</summary>
internal static class MigrationCommands
{
    private const string Table = "shipkeeper.migration_commands";

    public static Task<bool> HasRunAsync(PostgresConnection database, string image, string command, CancellationToken ct) => OwnTables.AskAsync(async () =>
        await OwnTables.ExistsAsync(database, Table, ct)
            && (await database.QueryAsync($"select 1 from {Table} where image = $1 and command = $2", 1, ct, image, command)).Rows.Count > 0);

    public static Task RecordAsync(PostgresConnection database, string image, string command, CancellationToken ct) => OwnTables.AskAsync(() => database.InTransactionAsync(async () =>
    {
        await OwnTables.CreateMissingAsync(
            database, Table, "image text, command text, finished_at timestamptz not null default now(), primary key (image, command)", ct);
        await database.ExecuteAsync(
            $"insert into {Table} (image, command) values ($1, $2) on conflict (image, command) do update set finished_at = now()", ct, image, command);
    }, ct));
}
