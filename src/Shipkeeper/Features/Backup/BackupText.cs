using Shipkeeper.Backups;
using Shipkeeper.Model;

namespace Shipkeeper.Features.Backup;

/// <summary>Backups as people read them. Pure.</summary>
internal static class BackupText
{
    public static IEnumerable<string> Content(BackupManifest manifest)
    {
        if (manifest is { Database: { } database } && manifest.Find(PartKind.Database) is { } dump)
        {
            yield return $"database {database.Name}: {database.Rows.Count} tables, {database.Rows.Values.Sum()} rows, {Sizes.Write(dump.Bytes)}{Encrypted(dump)}";
        }

        foreach (var part in manifest.Parts.Where(part => part.Kind is PartKind.Volume))
        {
            yield return $"volume {part.Of}: {Sizes.Write(part.Bytes)}{Encrypted(part)}, copied while its services ran";
        }

        foreach (var part in manifest.Parts.Where(part => part.Kind is PartKind.File or PartKind.Folder or PartKind.Secrets))
        {
            yield return $"{part.Of}: {Sizes.Write(part.Bytes)}{Encrypted(part)}";
        }

        yield return $"definition files of release {manifest.Release}: {manifest.Parts.Count(part => part.Kind is PartKind.Definition)}";
        foreach (var left in manifest.LeftOut)
        {
            yield return $"left out: {left}";
        }
    }

    /// <summary>What was looked at, and nothing more.</summary>
    public static IEnumerable<string> Verified(BackupManifest manifest, int statements)
    {
        yield return $"{manifest.Parts.Count} parts are byte for byte what was written";
        foreach (var part in manifest.Parts.Where(part => part.Kind is PartKind.Volume or PartKind.Folder))
        {
            yield return $"{part.Of} unpacks to its end";
        }

        if (manifest.Database is { } database)
        {
            yield return $"the dump of '{database.Name}' was restored into a server like the platform's; "
                + $"{database.Rows.Count} tables have the {database.Rows.Values.Sum()} rows of the manifest";
            yield return statements == 0
                ? "nothing else was asked of it: the platform file has no 'database.verify'"
                : $"{statements} statements of 'database.verify' ran on it";
        }
    }

    public static IReadOnlyList<string> Row(BackupReport backup, TimeProvider time) =>
    [
        backup.Name,
        Ages.Write(time.GetUtcNow() - backup.At),
        backup.Release is { } release ? $"{release}" : "-",
        backup.Schema is { } schema ? $"{schema}" : "-",
        backup.Bytes is { } bytes ? Sizes.Write(bytes) : "-",
        string.Join(", ", new[] { backup.Encrypted == true ? "encrypted" : "", backup.PreUpgrade == true ? "before an upgrade" : "", backup.Foreign == true ? $"of {backup.Platform}" : "", backup.Problem ?? "" }.Where(word => word.Length > 0)),
    ];

    private static string Encrypted(BackupPart part) => part.Encrypted ? ", encrypted" : "";
}
