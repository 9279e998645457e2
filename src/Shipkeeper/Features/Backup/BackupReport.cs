using Shipkeeper.Backups;

namespace Shipkeeper.Features.Backup;

/// <summary>One backup as <c>backup list --json</c> tells it. Names are kept; new ones may come.</summary>
/// <param name="Foreign">Of another platform; null, as all that follows, where its manifest cannot be read.</param>
/// <param name="Problem">Why it cannot be; null when it can.</param>
internal sealed record BackupReport(
    string Name, string Path, DateTimeOffset At, string? Platform, bool? Foreign, int? Release, int? Schema, long? Bytes, bool? Encrypted, bool? PreUpgrade, string? Problem)
{
    public static BackupReport Of(BackupEntry entry, string directory, string platform) => new(
        entry.Name,
        System.IO.Path.Combine(directory, entry.Name),
        entry.At,
        entry.Manifest?.Platform,
        entry.Manifest is { } manifest ? manifest.Platform != platform : null,
        entry.Manifest?.Release,
        entry.Manifest?.Database?.Schema,
        entry.Manifest?.Bytes,
        entry.Manifest?.IsEncrypted,
        entry.Manifest?.PreUpgrade,
        entry.Problem);
}
