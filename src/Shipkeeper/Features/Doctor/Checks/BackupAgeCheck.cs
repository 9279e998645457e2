using Shipkeeper.Backups;
using Shipkeeper.Model;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>Where backups are made, the newest is not old. A platform without any may have them made by others.</summary>
internal sealed class BackupAgeCheck : ICheck
{
    private static readonly TimeSpan Old = TimeSpan.FromDays(7);

    public string Name => "backup";

    public Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct) => Task.FromResult<IReadOnlyList<Finding>>(
        LastBackup.Find(session) is { } last && session.Time.GetUtcNow() - last.At is var age && age > Old
            ? [new(DoctorErrors.BackupOldCode, Severity.Warning, $"the newest backup, {last.Name}, was made {Ages.Write(age)}", "shipkeeper backup")]
            : []);
}
