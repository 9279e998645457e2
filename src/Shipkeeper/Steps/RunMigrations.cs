using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Migrations;
using Shipkeeper.PlatformFile;
using Shipkeeper.Snapshots;
using Shipkeeper.Tools.Postgres;

namespace Shipkeeper.Steps;

/// <param name="Release">Whose files are applied; null: those on disk, before the first release.</param>
/// <param name="Force">Takes files as found that are not what was applied.</param>
internal sealed record RunMigrationsInput(int? Release, bool Force);

/// <summary>Brings the schema to where the files end. Which file was applied is in the journal; what counts is in the database.</summary>
internal sealed class RunMigrations(PlatformSession session) : StepKind<RunMigrationsInput>(Name, StepsJson.Default.RunMigrationsInput)
{
    private const string Name = "run-migrations";

    /// <summary>The schema goes back with the data, by the step that has kept them.</summary>
    public override bool CanUndo => true;

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

    /// <summary>Where a person keeps the data, the release that comes back finds a schema that is newer than its files, and that is no mistake.</summary>
    protected override async Task UndoAsync(RunMigrationsInput input, StepScope scope, CancellationToken ct)
    {
        if (!DataDecision.Keeps(session, scope.OperationId))
        {
            return;
        }

        var files = MigrationFiles.Read(session.Files, session.Releases.ReadCurrent()?.Number, Definition.Directory);
        await using var entrance = await PlatformDatabase.EnterAsync(session, scope.OperationId, ct);
        await using var database = await entrance.OpenAsync(PostgresLimits.Quick, ct);
        foreach (var standing in MigrationComparison.Of(files, await MigrationTables.ReadAsync(database, ct)).Where(standing => standing.Standing is Standing.FileMissing))
        {
            await MigrationTables.RecordChecksumAsync(database, standing.Number, sha256: null, ct);
        }
    }

    private MigrationsDefinition.Files Definition => (MigrationsDefinition.Files)PlatformDatabase.DefinitionOf(session).Migrations!;

    private IReadOnlyList<Migration> ReadFiles(RunMigrationsInput input) => MigrationFiles.Read(session.Files, input.Release, Definition.Directory);
}
