using Shipkeeper.State;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Migrations;

/// <summary>Reads a folder of migrations, in the order of their numbers.</summary>
internal static class MigrationFiles
{
    /// <param name="release">Whose copies are read, none where it had none; null: the files on disk.</param>
    /// <param name="directory">As the platform file names it.</param>
    /// <exception cref="ShipkeeperException">The files are no sequence of migrations; everything that is wrong with their names, at once.</exception>
    public static IReadOnlyList<Migration> Read(RootedFiles files, int? release, string directory)
    {
        var folder = release is { } number ? ReleaseStore.KeptPathOf(number, directory) : directory;
        var names = ListFiles(files, folder) ?? (release is null ? throw MigrationErrors.NoFolder(directory) : []);
        var numbered = names.Select(name => (FileName: name, Parsed: Migration.ParseName(name))).ToList();
        var migrations = numbered
            .Where(file => file.Parsed is not null)
            .Select(file => new Migration(file.Parsed!.Value.Digits, file.Parsed.Value.Name, $"{directory}/{file.FileName}", ReadFile(files, $"{folder}/{file.FileName}")))
            .OrderBy(migration => migration.Number)
            .ToList();
        var problems = numbered.Where(file => file.Parsed is null).Select(file => $"{directory}/{file.FileName}: its name is not NNN_name.sql")
            .Concat(FindSequenceProblems(migrations))
            .Concat(release is null ? FindLinks(files, migrations) : [])
            .ToList();
        return problems.Count == 0 ? migrations : throw MigrationErrors.FilesRefused(problems);
    }

    private static IEnumerable<string> FindSequenceProblems(IReadOnlyList<Migration> migrations)
    {
        foreach (var (before, migration) in migrations.Zip(migrations.Skip(1)))
        {
            if (migration.Number == before.Number)
            {
                yield return $"{migration.Path}: it has the same number as {before.FileName}";
            }
            else if (migration.Number > before.Number + 1)
            {
                yield return $"{migration.Path}: there is a gap before it; the file before is {before.FileName}";
            }
        }
    }

    private static IEnumerable<string> FindLinks(RootedFiles files, IEnumerable<Migration> migrations) =>
        from migration in migrations
        where new FileInfo(files.Resolve(migration.Path)).LinkTarget is not null
        select $"{migration.Path}: it is a link, and a release holds files alone";

    private static byte[] ReadFile(RootedFiles files, string path) =>
        files.Read(path, DefinitionFiles.MaximumMigrationBytes) ?? throw MigrationErrors.FilesRefused([$"{path}: it is gone"]);

    /// <returns>Null when there is no such folder.</returns>
    private static IReadOnlyList<string>? ListFiles(RootedFiles files, string folder)
    {
        var full = files.Resolve(folder);
        try
        {
            return Directory.Exists(full) ? [.. Directory.EnumerateFiles(full, "*.sql").Select(Path.GetFileName).Order(StringComparer.Ordinal)!] : null;
        }
        catch (UnauthorizedAccessException)
        {
            throw MigrationErrors.FilesRefused([$"{folder}: its files may not be listed"]);
        }
    }
}
