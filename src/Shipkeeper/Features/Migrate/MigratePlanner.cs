using Shipkeeper.Engine.Planning;
using Shipkeeper.Migrations;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.Steps;

namespace Shipkeeper.Features.Migrate;

/// <summary>The step that brings the schema to where the files end. Pure.</summary>
internal static class MigratePlanner
{
    /// <param name="release">The current one; null before the first.</param>
    public static Plan Plan(Platform platform, MigrationReport report, int? release, bool force) => new()
    {
        Verb = "migrate up",
        Mode = OperationMode.ForwardOnly,
        Stages = [Stage.Of([.. Steps(platform.Definition.Database!.Migrations, report, release, force)])],
    };

    private static IEnumerable<Step> Steps(MigrationsDefinition? migrations, MigrationReport report, int? release, bool force) => migrations switch
    {
        MigrationsDefinition.Files files when report.Pending.Any() || report.Disputed.Any() || report.TakenAsFound.Any() =>
            [RunMigrations.Step(new(release, force), $"schema: {Purpose(files, report, force)}")],
        MigrationsDefinition.Run run =>
            [RunMigrationCommand.Step(
                new(release ?? throw MigrateErrors.NoRelease(run.Service.Text), run.Service.Text, run.Command),
                $"schema: migrate by '{string.Join(' ', run.Command)}' in {run.Service.Text}")],
        _ => [],
    };

    private static string Purpose(MigrationsDefinition.Files files, MigrationReport report, bool force) =>
        report.Pending.Any() ? $"apply {string.Join(", ", report.Pending.Select(standing => standing.File!.FileName))}"
        : force || !report.Disputed.Any() ? $"take the files of {files.Directory} as found"
        : $"compare the files of {files.Directory} with what was applied";
}
