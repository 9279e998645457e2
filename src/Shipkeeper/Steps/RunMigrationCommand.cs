using Shipkeeper.Database;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Migrations;
using Shipkeeper.Tools;
using Shipkeeper.Tools.Compose;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Steps;

/// <param name="Release">Whose image has the command.</param>
/// <param name="Command">Word by word.</param>
internal sealed record RunMigrationCommandInput(int Release, string Service, IReadOnlyList<string> Command);

/// <summary>
/// Migrates by a command of the application, in a one-off container of its image: at least once for each image, and for each state of the files
/// that are mounted there, so it must be safe to repeat. The database itself remembers what has migrated it, so that a restored one is migrated again.
/// </summary>
internal sealed class RunMigrationCommand(PlatformSession session)
    : LastingStepKind<RunMigrationCommandInput>(Name, StepsJson.Default.RunMigrationCommandInput)
{
    private const string Name = "run-migration-command";

    public static Step Step(RunMigrationCommandInput input, string reason) =>
        Engine.Planning.Step.Of(Name, input, StepsJson.Default.RunMigrationCommandInput, reason);

    protected override async Task<bool> IsDoneAsync(RunMigrationCommandInput input, StepScope scope, CancellationToken ct)
    {
        await using var database = await PlatformDatabase.OpenAsync(session, scope.OperationId, ct);
        return await MigrationCommands.HasRunAsync(database, CommandOf(input), ct);
    }

    protected override async Task ApplyAsync(RunMigrationCommandInput input, StepScope scope, CancellationToken ct)
    {
        await using var database = await PlatformDatabase.OpenAsync(session, scope.OperationId, ct);
        await MigrationLock.TakeAsync(database, ct);
        try
        {
            await RunAsync(input, scope, ct);
        }
        catch
        {
            // Whoever is asked to stop, or gives up waiting, leaves a container at work that nobody waits for.
            await new Leftovers(session).EndContainersAsync(scope.OperationId, CancellationToken.None);
            throw;
        }

        await MigrationCommands.RecordAsync(database, CommandOf(input), ct);
    }

    private async Task RunAsync(RunMigrationCommandInput input, StepScope scope, CancellationToken ct)
    {
        var once = ComposeCalls.RunOnce(session.ComposeProject(input.Release), input.Service, Leftovers.LabelOf(scope.OperationId), input.Command);
        var call = once with { TimeLimit = PlatformDatabase.DefinitionOf(session).Migrations!.TimeLimit };
        void Report(string line) => scope.Report($"{input.Service}: {line}");
        var commandLine = session.CommandLine ?? "shipkeeper migrate up";
        try
        {
            var result = await session.ToolRunner.RunAsync(call, new() { OnOutputLine = Report, OnErrorLine = Report }, ct);
            if (!result.Ok)
            {
                var lines = ToolErrors.LastLines(result.Output + "\n" + result.ErrorOutput).Select(session.Redaction.Apply);
                throw MigrationErrors.CommandFailed(input.Service, CommandLine.Of(input.Command), $"ended with exit code {result.ExitCode}", [.. lines], commandLine);
            }
        }
        catch (ShipkeeperException failure) when (failure.Code == ToolErrors.TimeoutCode)
        {
            throw MigrationErrors.CommandFailed(input.Service, CommandLine.Of(input.Command), $"did not end within {Durations.Write(call.TimeLimit)}", failure.Details, commandLine);
        }
    }

    private MigrationCommand CommandOf(RunMigrationCommandInput input) => MigrationCommand.Of(session.Releases.Read(input.Release), input.Service, input.Command);
}
