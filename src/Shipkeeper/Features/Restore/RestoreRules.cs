using Shipkeeper.PlatformFile;
using Shipkeeper.Versions;

namespace Shipkeeper.Features.Restore;

/// <param name="Refusal">Why the current release does not run on the data of the backup; null: it does.</param>
/// <param name="Migrates">It does once they are migrated.</param>
internal sealed record RestoreJudgement(string? Refusal, bool Migrates = false);

/// <summary>What is known of a backup's data and of the current release.</summary>
/// <param name="Schema">The last migration that the backup has; null where it has no numbers.</param>
/// <param name="Last">The last migration of the current release; null where it has no numbers.</param>
/// <param name="Bounds">Schemas on which the current release says that it runs.</param>
/// <param name="SameImages">Both are of one application.</param>
internal sealed record RestoreFacts(MigrationsDefinition? Migrations, int? Schema, int? Last, SchemaBounds? Bounds, int BackupRelease, int Release, bool SameImages);

/// <summary>Whether the current release runs on the data of a backup. Pure.</summary>
internal static class RestoreRules
{
    public static RestoreJudgement Judge(RestoreFacts facts) => facts switch
    {
        { Schema: { } schema, Last: { } last } when schema <= last => new(null, Migrates: schema < last),
        { Schema: { } schema, Last: not null, Bounds: { AreGiven: true } bounds } when bounds.Contain(schema) => new(null),
        { Schema: { } schema, Last: { } last } => new($"the backup has schema {schema}, and release {facts.Release} knows of none after {last}"),
        { SameImages: true } => new(null),
        _ when facts.BackupRelease <= facts.Release => new(null, Migrates: facts.Migrations is MigrationsDefinition.Run),
        _ => new($"the backup is of release {facts.BackupRelease}, which came after release {facts.Release}, and nobody knows the number of its schema"),
    };
}
