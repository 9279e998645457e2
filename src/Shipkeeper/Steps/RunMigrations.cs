using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Migrations;
using Shipkeeper.PlatformFile;

namespace Shipkeeper.Steps;

/// <param name="Release">Whose files are applied; null: those on disk, before the first release.</param>
/// <param name="Force">Takes files as found that are not what was applied.</param>
internal sealed record RunMigrationsInput(int? Release, bool Force);

/// <summary>Brings the schema to where the files end. Which file was applied is in the journal; what counts is in the database.</summary>
internal sealed class RunMigrations(PlatformSession session) : LastingStepKind<RunMigrationsInput>(Name, StepsJson.Default.RunMigrationsInput)
{
    private const string Name = "run-migrations";

    public static Step Step(RunMigrationsInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.RunMigrationsInput, reason);

    protected override async Task<bool> IsDoneAsync(RunMigrationsInput input, StepScope scope, CancellationToken ct)
    {
        await using var database = await PlatformDatabase.OpenAsync(session, scope.OperationId, ct);
        var standings = MigrationComparison.Of(ReadFiles(input), await MigrationTables.ReadAsync(database, ct), KeptMigrations.HashesOf(session.Releases));
        return standings.All(standing => standing.Standing is Standing.Applied or Standing.FileDropped or Standing.OfAnotherRelease);
    }

    protected override async Task ApplyAsync(RunMigrationsInput input, StepScope scope, CancellationToken ct)
    {
        await using var entrance = await PlatformDatabase.EnterAsync(session, scope.OperationId, ct);
        var run = new MigrationRun(
            entrance.OpenAsync,
            Definition.TimeLimit,
            session.CommandLine ?? "shipkeeper migrate up",
            text => scope.Report(session.Redaction.Apply(text)),
            file => scope.NoteAsync(new Dictionary<string, string> { ["applied"] = file.Path }),
            text => scope.NoteAsync(new Dictionary<string, string> { ["warning"] = text }),
            KeptMigrations.HashesOf(session.Releases));
        try
        {
            await new MigrationRunner(run).ApplyPendingAsync(ReadFiles(input), input.Force, ct);
        }
        catch (ShipkeeperException failure)
        {
            // The server repeats what stands in a file or in its rows.
            throw session.Redaction.Apply(failure);
        }
    }

    private MigrationsDefinition.Files Definition => (MigrationsDefinition.Files)PlatformDatabase.DefinitionOf(session).Migrations!;

    private IReadOnlyList<Migration> ReadFiles(RunMigrationsInput input) => MigrationFiles.Read(session.Files, input.Release, Definition.Directory);
}
