using Shipkeeper.Database;
using Shipkeeper.Migrations;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Moves;

/// <summary>The migrations of a candidate that the database does not have yet.</summary>
internal static class PendingMigrations
{
    /// <param name="to">The release that the candidate becomes.</param>
    /// <returns>Their paths, in the order of their numbers; or the one command, and where it runs.</returns>
    /// <exception cref="ShipkeeperException">A file cannot be run, or one that was applied is not what it was.</exception>
    public static async Task<IReadOnlyList<string>> FindAsync(PlatformSession session, Candidate candidate, Release to, CancellationToken ct) =>
        candidate.Platform.Definition.Database?.Migrations switch
        {
            MigrationsDefinition.Files files => await FindAsync(session, MigrationFiles.Read(candidate.Files, release: null, files.Directory), isKept: false, ct),
            MigrationsDefinition.Run run => await FindAsync(session, run.Service.Text, MigrationCommand.Of(to, run.Service.Text, run.Command), ct),
            _ => [],
        };

    /// <summary>Those of a kept release: one that is newer than the data brings some along. One that brings none has run, whatever its files are now.</summary>
    /// <inheritdoc cref="FindAsync(PlatformSession, Candidate, Release, CancellationToken)"/>
    public static async Task<IReadOnlyList<string>> FindAsync(PlatformSession session, Release kept, CancellationToken ct) =>
        session.PlatformOf(kept.Number).Definition.Database?.Migrations is MigrationsDefinition.Files migrations
            ? await FindAsync(session, MigrationFiles.Read(session.Files, kept.Number, migrations.Directory), isKept: true, ct)
            : [];

    private static async Task<IReadOnlyList<string>> FindAsync(PlatformSession session, string service, MigrationCommand command, CancellationToken ct)
    {
        await using var database = await PlatformDatabase.OpenAsync(session, "plan", ct);
        return await MigrationCommands.HasRunAsync(database, command, ct) ? [] : [$"'{command.Text}' in {service}"];
    }

    private static async Task<IReadOnlyList<string>> FindAsync(PlatformSession session, IReadOnlyList<Migration> files, bool isKept, CancellationToken ct)
    {
        await using var database = await PlatformDatabase.OpenAsync(session, "plan", ct);
        var standings = MigrationComparison.Of(files, await MigrationTables.ReadAsync(database, ct), KeptMigrations.HashesOf(session.Releases));
        var pending = standings.Where(standing => standing.IsPending).Select(standing => standing.File!).ToList();
        var disputed = standings.Where(standing => standing.IsDisputed).ToList();
        if (disputed.Count > 0 && (pending.Count > 0 || !isKept))
        {
            throw MigrationErrors.HistoryDiffers(disputed);
        }

        MigrationRunner.RefuseNotRunnable(pending.Select(file => (file, MigrationScript.Of(file))));
        return [.. pending.Select(file => file.Path)];
    }
}
