namespace Shipkeeper.Migrations;

/// <summary>A row of <c>public.schema_migrations</c>.</summary>
internal sealed record AppliedMigration(int Number, string Name, string? AppliedAt);

/// <summary>What the database tells of its migrations.</summary>
/// <param name="Checksums">Number → SHA-256 of the file as it was applied; null for a file that is known to be gone.</param>
internal sealed record MigrationRecords(IReadOnlyList<AppliedMigration> Applied, IReadOnlyDictionary<int, string?> Checksums);

/// <summary>Files against records. Pure.</summary>
internal static class MigrationComparison
{
    /// <param name="elsewhere">SHA-256 of the migrations of other kept releases.</param>
    /// <returns>In the order of their numbers.</returns>
    public static IReadOnlyList<MigrationStanding> Of(IReadOnlyList<Migration> files, MigrationRecords records, Lazy<IReadOnlySet<string>>? elsewhere = null)
    {
        var applied = records.Applied.ToDictionary(row => row.Number);
        var highest = applied.Keys.DefaultIfEmpty(-1).Max();
        var known = files.Select(file => new MigrationStanding(
            file.Number,
            file.Name,
            applied.ContainsKey(file.Number) ? OfApplied(file, records) : OfPending(file, records, highest),
            applied.GetValueOrDefault(file.Number)?.AppliedAt,
            file));
        var orphans = records.Applied.ExceptBy(files.Select(file => file.Number), row => row.Number).Select(row => new MigrationStanding(
            row.Number,
            row.Name,
            !records.Checksums.TryGetValue(row.Number, out var checksum) ? Standing.FileMissing
                : checksum is null ? Standing.FileDropped
                : elsewhere?.Value.Contains(checksum) is true ? Standing.OfAnotherRelease
                : Standing.FileMissing,
            row.AppliedAt,
            File: null));
        return [.. known.Concat(orphans).OrderBy(standing => standing.Number)];
    }

    private static Standing OfApplied(Migration file, MigrationRecords records) =>
        records.Checksums.GetValueOrDefault(file.Number) is not { } checksum ? Standing.AppliedBeforeUs
        : checksum == file.Sha256 ? Standing.Applied
        : Standing.Changed;

    /// <summary>A checksum without a row was left by one that runs outside of a transaction, and did not end.</summary>
    private static Standing OfPending(Migration file, MigrationRecords records, int highest) =>
        file.Number < highest ? Standing.Late
        : records.Checksums.GetValueOrDefault(file.Number) is not null ? Standing.Begun
        : Standing.Pending;
}
