using System.Globalization;
using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Snapshots;
using Shipkeeper.Tools.Postgres;
using Shipkeeper.Tools.Postgres.Sql;

namespace Shipkeeper.Features.Restore;

/// <param name="Database">The platform's.</param>
/// <param name="Into">What the restored one is to be called.</param>
internal sealed record NameDatabaseInput(string Database, string Into);

/// <summary>Gives the database that was restored beside a name of its own, and lets everybody in. Undone, it is removed.</summary>
internal sealed class NameDatabase(PlatformSession session) : StepKind<NameDatabaseInput>(Name, RestoreJson.Default.NameDatabaseInput)
{
    private const string OidFact = "oid";
    private const string Name = "name-database";

    public override bool CanUndo => true;

    public static Step Step(NameDatabaseInput input, string reason) => Engine.Planning.Step.Of(Name, input, RestoreJson.Default.NameDatabaseInput, reason);

    protected override Task<bool> IsDoneAsync(NameDatabaseInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override async Task ApplyAsync(NameDatabaseInput input, StepScope scope, CancellationToken ct)
    {
        await using var server = await DatabaseServer.OpenAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        var restored = KeptDatabases.Find(await KnownDatabases.ListAsync(server, ct), KeptRole.Restored, input.Database, scope.OperationId)
            ?? throw SnapshotErrors.Missing(input.Database, scope.OperationId);
        await scope.NoteAsync(new Dictionary<string, string> { [OidFact] = restored.Database.Oid.ToString(CultureInfo.InvariantCulture) });
        var (from, to) = (SqlQuoting.Identifier(restored.Database.Name), SqlQuoting.Identifier(input.Into));
        try
        {
            await server.Connection.InTransactionAsync(
                async () =>
                {
                    await server.Connection.ExecuteAsync($"alter database {from} rename to {to}", ct);
                    await server.Connection.ExecuteAsync($"comment on database {to} is {(restored.Marker.Comment is { } comment ? SqlQuoting.Literal(comment) : "null")}", ct);
                    await server.Connection.ExecuteAsync($"alter database {to} allow_connections true", ct);
                },
                ct);
        }
        catch (SqlRefusedException refusal)
        {
            throw SnapshotErrors.Refused(input.Into, refusal);
        }
    }

    protected override async Task UndoAsync(NameDatabaseInput input, StepScope scope, CancellationToken ct)
    {
        await using var server = await DatabaseServer.AwaitAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        if (await KnownDatabases.FindAsync(server, input.Into, ct) is { } named
            && OperationNotes.Find(session, scope.OperationId, OidFact) == named.Oid.ToString(CultureInfo.InvariantCulture))
        {
            await DatabaseDrop.RunAsync(server, named, ct);
        }
    }
}
