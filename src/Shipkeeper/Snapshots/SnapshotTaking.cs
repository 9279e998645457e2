using System.Globalization;
using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Snapshots;

/// <summary>Takes the snapshot of one operation.</summary>
/// <param name="database">The platform's.</param>
/// <param name="release">Whose data it is.</param>
internal sealed class SnapshotTaking(PlatformSession session, StepScope scope, string database, int? release)
{
    /// <summary>Noted when a snapshot is complete: what it is called.</summary>
    public const string CompleteFact = "snapshot";

    public async Task<bool> IsDoneAsync(CancellationToken ct)
    {
        await using var server = await DatabaseServer.OpenAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        return new DumpFile(session, scope.OperationId).Find() is not null
            || KeptDatabases.Find(await KnownDatabases.ListAsync(server, ct), KeptRole.Before, database, scope.OperationId) is not null;
    }

    public async Task RunAsync(SnapshotChoice wanted, CancellationToken ct)
    {
        await using var server = await DatabaseServer.OpenAsync(session, scope.OperationId, SnapshotLimits.Usual, ct);
        var (decision, facts, problem) = await SnapshotPreflight.LookAsync(session, server, database, wanted, ct);
        if (problem is not null)
        {
            throw problem;
        }

        scope.Report($"{database}: {decision.Choice.ToString().ToLowerInvariant()}, {decision.Because}");
        switch (decision.Choice)
        {
            case SnapshotChoice.Clone:
                await CloneAsync(server, ct);
                break;
            case SnapshotChoice.Dump:
                await DumpAsync(server, facts, ct);
                break;
        }
    }

    private async Task CloneAsync(DatabaseServer server, CancellationToken ct)
    {
        var source = await KnownDatabases.GetAsync(server, database, ct);
        if (source.TakesConnections)
        {
            throw new InvalidOperationException("A database that is cloned must have been barred before.");
        }

        var clone = new NewDatabase(server, NewMarker());
        await NoteAsync(new() { ["clone"] = clone.Name, ["of"] = source.Oid.ToString(CultureInfo.InvariantCulture) });
        var properties = await DatabaseProperties.ReadAsync(server, source, ct);
        await clone.CloneAsync(source, properties, ct);
        await clone.CompleteAsync(properties, PlatformDatabase.DefinitionOf(session).Verify, ct);

        var made = await KnownDatabases.GetAsync(server, clone.Name, ct);
        await NoteAsync(new() { [CompleteFact] = clone.Name, ["oid"] = made.Oid.ToString(CultureInfo.InvariantCulture) });
    }

    private async Task DumpAsync(DatabaseServer server, SnapshotFacts facts, CancellationToken ct)
    {
        await new DatabaseDump(session, scope, server).TakeAsync(NewMarker(), facts, ct);
        var file = new DumpFile(session, scope.OperationId);
        await NoteAsync(new() { [CompleteFact] = file.Path, ["sha256"] = file.Find()!.Sha256 });
    }

    private SnapshotMarker NewMarker() => new(KeptRole.Before, database, scope.OperationId, release, session.Time.GetUtcNow(), Comment: null);

    private Task NoteAsync(Dictionary<string, string> facts) => scope.NoteAsync(facts);
}
