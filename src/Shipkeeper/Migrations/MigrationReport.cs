using System.Text.Json.Serialization;
using Shipkeeper.Database;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Migrations;

/// <summary>Who brings the schema of a platform to a release.</summary>
internal enum MigratedBy
{
    [JsonStringEnumMemberName("nobody")]
    Nobody,

    [JsonStringEnumMemberName("files")]
    Files,

    [JsonStringEnumMemberName("command")]
    Command,

    [JsonStringEnumMemberName("application")]
    Application,
}

/// <summary>Files and database side by side.</summary>
/// <param name="Release">Whose files; null before the first release: those on disk.</param>
/// <param name="Version">The highest number that is applied; null for none.</param>
internal sealed record MigrationReport(
    string Database, MigratedBy By, string? Directory, int? Release, int? Version, IReadOnlyList<MigrationStanding> Migrations)
{
    [JsonIgnore]
    public IEnumerable<MigrationStanding> Pending => Migrations.Where(standing => standing.IsPending);

    [JsonIgnore]
    public IEnumerable<MigrationStanding> Disputed => Migrations.Where(standing => standing.IsDisputed);

    /// <summary>Applied before us; the next run remembers their checksums.</summary>
    [JsonIgnore]
    public IEnumerable<MigrationStanding> TakenAsFound => Migrations.Where(standing => standing.Standing is Standing.AppliedBeforeUs);

    /// <exception cref="ShipkeeperException">The files are not in order, or there is no way to the database.</exception>
    public static async Task<MigrationReport> OfAsync(PlatformSession session, string purpose, CancellationToken ct)
    {
        var database = PlatformDatabase.DefinitionOf(session);
        if (database.Migrations is not MigrationsDefinition.Files files)
        {
            return new(database.Name, ByOf(database.Migrations), null, null, null, []);
        }

        var release = session.Releases.ReadCurrent()?.Number;
        var migrations = MigrationFiles.Read(session.Files, release, files.Directory);
        await using var connection = await PlatformDatabase.OpenAsync(session, purpose, ct);
        var standings = MigrationComparison.Of(migrations, await MigrationTables.ReadAsync(connection, ct), KeptMigrations.HashesOf(session.Releases));
        var version = standings.Where(standing => !standing.IsPending).Select(standing => (int?)standing.Number).Max();
        return new(database.Name, MigratedBy.Files, files.Directory, release, version, standings);
    }

    private static MigratedBy ByOf(MigrationsDefinition? migrations) => migrations switch
    {
        MigrationsDefinition.Files => MigratedBy.Files,
        MigrationsDefinition.Run => MigratedBy.Command,
        MigrationsDefinition.ByApplication => MigratedBy.Application,
        _ => MigratedBy.Nobody,
    };
}
