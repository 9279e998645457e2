using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Majors;

/// <param name="Databases">All that are to be moved; they are barred.</param>
internal sealed record DumpServerInput(IReadOnlyList<string> Databases);

/// <summary>Dumps roles and databases of the server with its own programs into the operation's folder. Undone, that is removed.</summary>
internal sealed class DumpServer(PlatformSession session) : StepKind<DumpServerInput>(Name, MajorsJson.Default.DumpServerInput)
{
    private const string Name = "dump-server";

    public override bool CanUndo => true;

    public static Step Step(DumpServerInput input, string reason) => Engine.Planning.Step.Of(Name, input, MajorsJson.Default.DumpServerInput, reason);

    protected override Task<bool> IsDoneAsync(DumpServerInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override async Task ApplyAsync(DumpServerInput input, StepScope scope, CancellationToken ct)
    {
        var dump = new ServerDump(session, scope.OperationId);
        await using var server = await DatabaseServer.OpenAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        dump.Begin();
        dump.WriteRoles(await new DumpPrograms(session, server).DumpRolesAsync(ct));
        foreach (var (number, name) in input.Databases.Index())
        {
            scope.Report($"{name}: dumping");
            dump.Write(number, await DumpAsync(server, scope, name, dump.PathOf(number), ct));
        }
    }

    protected override Task UndoAsync(DumpServerInput input, StepScope scope, CancellationToken ct)
    {
        new ServerDump(session, scope.OperationId).Remove();
        return Task.CompletedTask;
    }

    private async Task<DumpedDatabase> DumpAsync(DatabaseServer server, StepScope scope, string name, string path, CancellationToken ct)
    {
        var database = await KnownDatabases.GetAsync(server, name, ct);
        var properties = await DatabaseProperties.ReadAsync(server, database, ct);
        var (bytes, sha256) = await new DatabaseDump(session, scope, server).WriteAsync(
            path, server.Login.To(name), await KnownDatabases.MeasureAsync(server, database, ct), new DriveInfo(session.Platform.Directory).AvailableFreeSpace, ct);
        await using var inside = await new DatabaseDoor(server).EnterAsync(server.Login.To(name), SnapshotLimits.Usual, ct);
        return new(name, properties, bytes, sha256, await DatabaseInventory.ReadAsync(inside, ct));
    }
}
