using Shipkeeper.Database;
using Shipkeeper.Migrations;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Moves;

/// <summary>The migrations on disk that the database does not have yet.</summary>
/// <param name="Notes">Why that is not known, where it is not.</param>
internal sealed record PendingMigrations(IReadOnlyList<string> Paths, IReadOnlyList<string> Notes)
{
    /// <exception cref="ShipkeeperException">A file cannot be run, or one that was applied is not what it was.</exception>
    public static async Task<PendingMigrations> FindAsync(PlatformSession session, PlatformDefinition definition, CancellationToken ct)
    {
        if (definition.Database?.Migrations is not MigrationsDefinition.Files migrations)
        {
            return new([], []);
        }

        var files = MigrationFiles.Read(session.Files, release: null, migrations.Directory);
        await using var database = await PlatformDatabase.OpenAsync(session, "plan", ct);
        var standings = MigrationComparison.Of(files, await MigrationTables.ReadAsync(database, ct), KeptMigrations.HashesOf(session.Releases));
        var disputed = standings.Where(standing => standing.IsDisputed).ToList();
        if (disputed.Count > 0)
        {
            throw MigrationErrors.HistoryDiffers(disputed);
        }

        var pending = standings.Where(standing => standing.IsPending).Select(standing => standing.File!).ToList();
        MigrationRunner.RefuseNotRunnable(pending.Select(file => (file, MigrationScript.Of(file))));
        return new([.. pending.Select(file => file.Path)], []);
    }
}
