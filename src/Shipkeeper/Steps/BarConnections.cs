using System.Globalization;
using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Steps;

/// <param name="Database">The platform's.</param>
internal sealed record BarConnectionsInput(string Database);

/// <summary>
/// Lets nobody into the database, and sends away who is inside. The steps of the same operation still come in. Undone, it is open again,
/// whichever database has the name by then.
/// </summary>
internal sealed class BarConnections(PlatformSession session) : StepKind<BarConnectionsInput>(Name, StepsJson.Default.BarConnectionsInput)
{
    private const string Name = "bar-connections";

    public override bool CanUndo => true;

    public static Step Step(BarConnectionsInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.BarConnectionsInput, reason);

    /// <summary>Also a database that is barred is barred again: the journal must tell that it is ours to open.</summary>
    protected override Task<bool> IsDoneAsync(BarConnectionsInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override async Task ApplyAsync(BarConnectionsInput input, StepScope scope, CancellationToken ct)
    {
        await using var server = await DatabaseServer.OpenAsync(session, scope.OperationId, PostgresLimits.Quick, ct);
        var database = await KnownDatabases.GetAsync(server, input.Database, ct);
        DatabaseBar.MustBeOurs(server, database);
        await scope.NoteAsync(new Dictionary<string, string> { [DatabaseBar.Fact] = database.Oid.ToString(CultureInfo.InvariantCulture) });
        await DatabaseBar.CloseAsync(server, database, ct);
    }

    protected override async Task UndoAsync(BarConnectionsInput input, StepScope scope, CancellationToken ct)
    {
        await using var server = await DatabaseServer.AwaitAsync(session, scope.OperationId, PostgresLimits.Quick, ct);
        await DatabaseBar.OpenAsync(server, await KnownDatabases.GetAsync(server, input.Database, ct), ct);
    }
}
