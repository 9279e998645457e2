using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Modules;

/// <param name="Folder">Of the repository's files, relative to the tree.</param>
/// <param name="File">The program, relative to that folder.</param>
/// <param name="Sha256">Of its content, as the manifest says.</param>
internal sealed record RunProgramInput(string Name, string Folder, string File, string Sha256);

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
        if (await FindFailureAsync(input, scope, ct) is { } failure)
        {
            await RunModule.NoteFailureAsync(runner, scope, input.Name, failure);
        }
    }

    private async Task<string?> FindFailureAsync(RunProgramInput input, StepScope scope, CancellationToken ct)
    {
        // All were checked before the first ran; a program that has run since may have written to this one.
        var content = session.Tree.Files.Read($"{input.Folder}/{input.File}", ModuleContents.MaximumFileBytes);
        return content is null || Sha256Text.Of(content) != input.Sha256
            ? $"{input.File} is not the file any more whose checksum the manifest has, and was not run"
            : (await runner!.RunProgramAsync(input.Name, input.Folder, input.File, line => scope.Report($"{input.Name}: {line}"), ct)).Error;
    }
}
