using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Steps;

/// <param name="Database">The platform's.</param>
internal sealed record OpenConnectionsInput(string Database);

/// <summary>Lets everybody into the database again. Undone, it is barred, because a database that goes back must have nobody inside.</summary>
internal sealed class OpenConnections(PlatformSession session) : StepKind<OpenConnectionsInput>(Name, StepsJson.Default.OpenConnectionsInput)
{
    private const string Name = "open-connections";

    public override bool CanUndo => true;

    public static Step Step(OpenConnectionsInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.OpenConnectionsInput, reason);

    protected override async Task<bool> IsDoneAsync(OpenConnectionsInput input, StepScope scope, CancellationToken ct)
    {
        await using var server = await DatabaseServer.OpenAsync(session, scope.OperationId, PostgresLimits.Quick, ct);
        return (await KnownDatabases.GetAsync(server, input.Database, ct)).TakesConnections;
    }

    protected override async Task ApplyAsync(OpenConnectionsInput input, StepScope scope, CancellationToken ct)
    {
        await using var server = await DatabaseServer.OpenAsync(session, scope.OperationId, PostgresLimits.Quick, ct);
        await DatabaseBar.OpenAsync(server, await KnownDatabases.GetAsync(server, input.Database, ct), ct);
    }

    protected override async Task UndoAsync(OpenConnectionsInput input, StepScope scope, CancellationToken ct)
    {
        await using var server = await DatabaseServer.AwaitAsync(session, scope.OperationId, PostgresLimits.Quick, ct);
        await DatabaseBar.CloseAsync(server, await KnownDatabases.GetAsync(server, input.Database, ct), ct);
    }
}
