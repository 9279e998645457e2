using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Snapshots;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.Majors;

/// <param name="Databases">As they were dumped.</param>
internal sealed record FillServerInput(IReadOnlyList<string> Databases);

/// <summary>
/// Makes roles and databases of a dump in a server that has just been made, looks whether all of it is there, and leaves the databases barred.
/// What the server was made with gives way. Undone with the volume that they are in.
/// </summary>
internal sealed class FillServer(PlatformSession session) : LastingStepKind<FillServerInput>(Name, MajorsJson.Default.FillServerInput)
{
    private const string Name = "fill-server";
    private const int MaximumRoles = 1_000_000;

    public static Step Step(FillServerInput input, string reason) => Engine.Planning.Step.Of(Name, input, MajorsJson.Default.FillServerInput, reason);

    protected override Task<bool> IsDoneAsync(FillServerInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override async Task ApplyAsync(FillServerInput input, StepScope scope, CancellationToken ct)
    {
        var dump = new ServerDump(session, scope.OperationId);
        await using var server = await DatabaseServer.AwaitAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        await MakeRolesAsync(server, dump.ReadRoles(), ct);
        foreach (var number in Enumerable.Range(0, input.Databases.Count))
        {
            var database = dump.Read(number);
            scope.Report($"{database.Name}: restoring {database.Bytes >> 20} MiB");
            await CreateAsync(server, database, ct);
            await using (var content = await dump.OpenAsync(number, database, ct))
            {
                await new DumpPrograms(session, server).RestoreAsync(server.Login.To(database.Name), content, ct);
            }

            await CompleteAsync(server, database, ct);
        }

        dump.Remove();
    }

    /// <summary>Those that the server was made with are there already; what else is said of them counts.</summary>
    private async Task MakeRolesAsync(DatabaseServer server, string sql, CancellationToken ct)
    {
        var there = (await server.Connection.QueryAsync("select 'CREATE ROLE ' || pg_catalog.quote_ident(rolname) || ';' from pg_catalog.pg_roles", MaximumRoles, ct))
            .Rows.Select(row => row[0]!).ToHashSet();
        await new DumpPrograms(session, server).ExecuteAsync(server.Login.To("template1"), string.Join('\n', sql.Split('\n').Where(line => !there.Contains(line))), ct);
    }

    /// <summary>Empty and barred. The one through which we ask cannot give way: it is as it was made, and takes what was in it.</summary>
    private static async Task CreateAsync(DatabaseServer server, DumpedDatabase database, CancellationToken ct)
    {
        if (database.Name == (await server.Connection.QueryAsync("select current_database()", 1, ct)).Value)
        {
            return;
        }

        var name = SqlQuoting.Identifier(database.Name);
        await DoAsync(database.Name, async () =>
        {
            await server.Connection.ExecuteAsync($"drop database if exists {name} with (force)", ct);
            await server.Connection.ExecuteAsync(
                $"create database {name} owner {SqlQuoting.Identifier(database.Properties.Owner)} allow_connections false {NewDatabase.OptionsOf(database.Properties)}", ct);
        });
    }

    private async Task CompleteAsync(DatabaseServer server, DumpedDatabase database, CancellationToken ct)
    {
        await DoAsync(database.Name, () => server.Connection.InTransactionAsync(
            async () =>
            {
                foreach (var statement in StatementsOf(database))
                {
                    await server.Connection.ExecuteAsync(statement, ct);
                }
            },
            ct));
        if (database.Name == server.Login.Database)
        {
            await SnapshotVerification.RunAsync(server, database.Name, PlatformDatabase.DefinitionOf(session).Verify, ct);
        }

        await using var inside = await new DatabaseDoor(server).EnterAsync(server.Login.To(database.Name), SnapshotLimits.Usual, ct);
        await inside.ExecuteAsync("analyze", ct); // a dump carries no statistics, and without them plans are bad
        DatabaseInventory.MustBe(database.Name, database.Inventory, await DatabaseInventory.ReadAsync(inside, ct));
    }

    private static IEnumerable<string> StatementsOf(DumpedDatabase database) =>
    [
        .. PropertyStatements.Of(database.Properties, database.Name),
        $"alter database {SqlQuoting.Identifier(database.Name)} connection limit {database.Properties.ConnectionLimit}",
        $"comment on database {SqlQuoting.Identifier(database.Name)} is {(database.Properties.Comment is { } comment ? SqlQuoting.Literal(comment) : "null")}",
    ];

    private static async Task DoAsync(string database, Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (SqlRefusedException refusal)
        {
            throw SnapshotErrors.Refused(database, refusal);
        }
    }
}
