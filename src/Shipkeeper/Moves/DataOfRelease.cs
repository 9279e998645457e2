using Shipkeeper.Database;
using Shipkeeper.Migrations;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.Snapshots;
using Shipkeeper.Versions;

namespace Shipkeeper.Moves;

/// <summary>What becomes of the data when a platform with a database goes back to a kept release.</summary>
internal enum DataChoice
{
    /// <summary>As the manifests say; where they want the data to go back, a person decides.</summary>
    AsKnown,

    /// <summary>The data stays as it is.</summary>
    Keep,

    /// <summary>The data goes back with the release.</summary>
    Restore,
}

/// <summary>Decides whether data goes back with a release, and from which snapshot.</summary>
internal static class DataOfRelease
{
    /// <returns>The operation whose snapshot holds the data; null: the data stays.</returns>
    /// <exception cref="ShipkeeperException">The manifest refuses, there is no such snapshot, or a person must decide.</exception>
    public static async Task<string?> FindAsync(PlatformSession session, Release leaving, Release to, DataChoice choice, CancellationToken ct)
    {
        if (session.PlatformOf(to.Number).Definition.Database is not { } database || choice is DataChoice.Keep)
        {
            return null;
        }

        var judgement = await JudgeAsync(session, leaving, to, database, ct);
        if (judgement.Way is WayBack.Refused)
        {
            throw MoveErrors.DataRefused(judgement.Because);
        }

        if (choice is DataChoice.AsKnown && judgement.Way is WayBack.ContainersOnly)
        {
            return null;
        }

        await using var server = await DatabaseServer.OpenAsync(session, "rollback", SnapshotLimits.Usual, ct);
        var snapshot = (await SnapshotList.ReadAsync(session, server, database.Name, ct)).FirstOrDefault(kept => kept.Release == to.Number);
        return choice is DataChoice.AsKnown ? throw MoveErrors.DataUndecided(to.Number, judgement.Because, session.Time.GetUtcNow() - snapshot?.At)
            : snapshot?.Operation ?? throw MoveErrors.NoSnapshot(to.Number);
    }

    private static async Task<WayBackJudgement> JudgeAsync(PlatformSession session, Release leaving, Release to, DatabaseDefinition database, CancellationToken ct) =>
        RollbackRules.Judge(new(
            ManifestReader.ReadKept(session, leaving),
            ManifestReader.ReadKept(session, to),
            leaving.From == to.Number,
            await FindSchemaAsync(session, database, ct),
            LastMigrationOf(session, to, database),
            await IsSchemaOfAsync(session, leaving, to, database, ct)));

    private static async Task<int?> FindSchemaAsync(PlatformSession session, DatabaseDefinition database, CancellationToken ct)
    {
        if (database.Migrations is not MigrationsDefinition.Files)
        {
            return null;
        }

        await using var connection = await PlatformDatabase.OpenAsync(session, "rollback", ct);
        return (await MigrationTables.ReadAsync(connection, ct)).Applied.Select(row => (int?)row.Number).Max() ?? 0;
    }

    private static async Task<bool> IsSchemaOfAsync(PlatformSession session, Release leaving, Release to, DatabaseDefinition database, CancellationToken ct)
    {
        if (database.Migrations is not MigrationsDefinition.Run run)
        {
            return database.Migrations is MigrationsDefinition.ByApplication && leaving.From == to.Number && SourcesOf(leaving).SetEquals(SourcesOf(to));
        }

        await using var connection = await PlatformDatabase.OpenAsync(session, "rollback", ct);
        return await MigrationCommands.IsLastAsync(connection, MigrationCommand.Of(to, run.Service.Text, run.Command), ct);
    }

    private static HashSet<string> SourcesOf(Release release) => [.. release.ServicesOf(Layer.Application).Select(service => $"{service} {MigrationCommand.SourceOf(release, service)}")];

    private static int? LastMigrationOf(PlatformSession session, Release release, DatabaseDefinition database) =>
        database.Migrations is MigrationsDefinition.Files files
            ? MigrationFiles.Read(session.Files, release.Number, files.Directory).Select(file => file.Number).DefaultIfEmpty(0).Max()
            : null;
}
