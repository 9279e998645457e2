namespace Shipkeeper.PlatformFile;

/// <param name="Directory">Inside the platform directory, or absolute.</param>
/// <param name="Recipients">For whom backups are encrypted, by age; none: they are not.</param>
internal sealed record BackupDefinition(string Directory, BackupKeep Keep, BackupInclude Include, IReadOnlyList<string> Recipients);

/// <summary>The newest backup of each of the last days, weeks and months that have one.</summary>
internal sealed record BackupKeep(int Daily, int Weekly, int Monthly);

/// <summary>What a backup holds besides the database.</summary>
/// <param name="Volumes">Names as the compose files declare them.</param>
/// <param name="Files">Inside the platform directory; <c>.env</c> only goes into an encrypted backup.</param>
internal sealed record BackupInclude(IReadOnlyList<PlacedText> Volumes, IReadOnlyList<string> Files);
