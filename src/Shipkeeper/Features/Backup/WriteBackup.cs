using Shipkeeper.Backups;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Features.Backup;

/// <param name="Directory">Absolute.</param>
internal sealed record WriteBackupInput(int Release, string Directory, bool PreUpgrade);

/// <summary>Writes one backup. Cut short, it has written none: what is left of it is taken away by the next.</summary>
internal sealed class WriteBackup(PlatformSession session) : ForwardStepKind<WriteBackupInput>(Name, BackupJson.Default.WriteBackupInput)
{
    public const string NameFact = "backup";
    private const string Name = "write-backup";

    public static Step Step(WriteBackupInput input, string reason) => Engine.Planning.Step.Of(Name, input, BackupJson.Default.WriteBackupInput, reason);

    protected override Task<bool> IsDoneAsync(WriteBackupInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override async Task ApplyAsync(WriteBackupInput input, StepScope scope, CancellationToken ct)
    {
        session.ActFor(input.Release);
        var release = session.Releases.Read(input.Release);
        var content = await BackupContent.ObserveAsync(session, release, input.Directory, ct);
        var (name, _) = await new BackupWriting(session, scope, release, content).RunAsync(input.Directory, input.PreUpgrade, ct);
        await scope.NoteAsync(new Dictionary<string, string> { [NameFact] = name });
    }
}
