using System.Text.Json.Serialization;
using Shipkeeper.Backups;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Features.Backup;

/// <param name="Path">Of the backup.</param>
/// <param name="Identity">The file with which it is decrypted; null: it is not encrypted.</param>
internal sealed record VerifyBackupInput(string Path, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Identity);

/// <summary>Restores the database of a backup into a server that is thrown away, and compares.</summary>
internal sealed class VerifyBackup(PlatformSession session) : ForwardStepKind<VerifyBackupInput>(Name, BackupJson.Default.VerifyBackupInput)
{
    private const string Name = "verify-backup";

    public static Step Step(VerifyBackupInput input, string reason) => Engine.Planning.Step.Of(Name, input, BackupJson.Default.VerifyBackupInput, reason);

    protected override Task<bool> IsDoneAsync(VerifyBackupInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override Task ApplyAsync(VerifyBackupInput input, StepScope scope, CancellationToken ct) =>
        new BackupVerification(session, scope, BackupReading.Open(session, input.Path, input.Identity)).RunAsync(ct);
}
