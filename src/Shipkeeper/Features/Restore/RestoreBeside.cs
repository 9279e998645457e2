using System.Text.Json.Serialization;
using Shipkeeper.Backups;
using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Features.Restore;

/// <param name="Database">The platform's.</param>
/// <param name="Backup">The path of its folder.</param>
/// <param name="Identity">The file with which it is decrypted; null: it is not encrypted.</param>
internal sealed record RestoreBesideInput(string Database, string Backup, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Identity);

/// <summary>Makes a database of a backup beside the platform's own, barred, and looks whether it is good. The platform does not notice.</summary>
internal sealed class RestoreBeside(PlatformSession session) : StepKind<RestoreBesideInput>(Name, RestoreJson.Default.RestoreBesideInput)
{
    private const string Name = "restore-beside";

    public override bool CanUndo => true;

    public static Step Step(RestoreBesideInput input, string reason) => Engine.Planning.Step.Of(Name, input, RestoreJson.Default.RestoreBesideInput, reason);

    public static SnapshotMarker MarkerOf(PlatformSession session, string database, KeptRole role, string operationId) =>
        new(role, database, operationId, Release: null, session.Time.GetUtcNow(), Comment: null);

    protected override async Task<bool> IsDoneAsync(RestoreBesideInput input, StepScope scope, CancellationToken ct)
    {
        await using var server = await DatabaseServer.OpenAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        return KeptDatabases.Find(await KnownDatabases.ListAsync(server, ct), KeptRole.Restored, input.Database, scope.OperationId) is not null;
    }

    protected override async Task ApplyAsync(RestoreBesideInput input, StepScope scope, CancellationToken ct)
    {
        var backup = BackupReading.Open(session, input.Backup, input.Identity);
        var properties = await new BackupVerification(session, scope, backup).ReadPropertiesAsync(ct);
        var dump = backup.Manifest.Find(PartKind.Database)!;
        await using var server = await DatabaseServer.OpenAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        var made = new NewDatabase(server, MarkerOf(session, input.Database, KeptRole.Restored, scope.OperationId));
        await made.CreateEmptyAsync(properties, ct);
        scope.Report($"{input.Database}: restoring {Sizes.Write(dump.Bytes)} into '{made.Name}'");
        var login = server.Login.To(made.Name);
        await backup.ReadAsync(session, dump, content => new DumpPrograms(session, server).RestoreAsync(login, content, ct), ct);

        scope.Report($"{input.Database}: counting rows");
        await using (var copy = await new DatabaseDoor(server).EnterAsync(login, SnapshotLimits.Usual, ct))
        {
            BackupVerification.RequireRows(made.Name, backup.Manifest.Database!.Rows, await RowCounts.ReadAsync(copy, ct));
        }

        await made.CompleteAsync(properties, PlatformDatabase.DefinitionOf(session).Verify, ct);
    }

    protected override async Task UndoAsync(RestoreBesideInput input, StepScope scope, CancellationToken ct)
    {
        await using var server = await DatabaseServer.AwaitAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        await new NewDatabase(server, MarkerOf(session, input.Database, KeptRole.Restored, scope.OperationId)).DropUnfinishedAsync(ct);
        if (KeptDatabases.Find(await KnownDatabases.ListAsync(server, ct), KeptRole.Restored, input.Database, scope.OperationId) is { } restored)
        {
            await DatabaseDrop.RunAsync(server, restored.Database, ct);
        }
    }
}
