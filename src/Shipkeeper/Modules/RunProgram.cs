using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Modules;

/// <param name="Folder">Of the repository's files, relative to the tree.</param>
/// <param name="File">The program, relative to that folder.</param>
internal sealed record RunProgramInput(string Name, string Folder, string File);

/// <summary>Runs a program that a manifest names. It fails for itself alone.</summary>
internal sealed class RunProgram(ModuleSession session, ModuleRunner? runner) : ForwardStepKind<RunProgramInput>(Name, ModulesJson.Default.RunProgramInput)
{
    private const string Name = "run-program";

    public static Step Step(RunProgramInput input) => Engine.Planning.Step.Of(Name, input, ModulesJson.Default.RunProgramInput, $"run of {input.Name}");

    /// <summary>Whether there is anything to do, it says itself.</summary>
    protected override Task<bool> IsDoneAsync(RunProgramInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override async Task ApplyAsync(RunProgramInput input, StepScope scope, CancellationToken ct)
    {
        runner!.LogTo(session.LogOf(scope.OperationId));
        var result = await runner.RunProgramAsync(input.Name, input.Folder, input.File, line => scope.Report($"{input.Name}: {line}"), ct);
        if (result.Error is { } error)
        {
            await RunModule.NoteFailureAsync(runner, scope, input.Name, error);
        }
    }
}
