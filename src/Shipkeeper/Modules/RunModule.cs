using System.Text.Json;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Modules;

internal sealed record RunModuleInput(string Module);

/// <summary>
/// Runs a module. It fails for itself alone: others run all the same. Code that has replaced other code, and fails before it has ever run well, is taken
/// out again.
/// </summary>
internal sealed class RunModule(ModuleSession session, ModuleRunner? runner) : ForwardStepKind<RunModuleInput>(Name, ModulesJson.Default.RunModuleInput)
{
    /// <summary>Noted of a step that has done its work, when what it ran has failed: why.</summary>
    public const string ErrorFact = "error";

    private const string Name = "run-module";

    public static Step Step(RunModuleInput input) => Engine.Planning.Step.Of(Name, input, ModulesJson.Default.RunModuleInput, $"run of module {input.Module}");

    /// <returns>Which module a step runs; null for a step of another kind.</returns>
    public static string? FindModule(Step step) => step.Kind == Name ? step.Input.Deserialize(ModulesJson.Default.RunModuleInput)!.Module : null;

    /// <summary>Whether there is anything to do, it says itself.</summary>
    protected override Task<bool> IsDoneAsync(RunModuleInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override async Task ApplyAsync(RunModuleInput input, StepScope scope, CancellationToken ct)
    {
        runner!.LogTo(session.LogOf(scope.OperationId));
        var replacement = session.ReplacementOf(input.Module);
        var unproven = TakeOutWhatFailed(replacement);
        var (module, index) = (session.Tree.Find(input.Module), session.Tree.TryReadIndex(input.Module));
        var result = module is null ? ModuleResult.Failed("it is not there any more")
            : module.Problem is { } problem ? ModuleResult.Failed(problem.Message)
            : await runner.RunAsync(module.Index!, line => scope.Report($"{input.Module}: {line}"), ct);
        if (index is not null && session.Tree.TryReadIndex(input.Module) is null)
        {
            replacement.Settings.Remember(index);
            var told = $"module {input.Module} has removed its own folder, or its index; the settings of this host are kept for when it comes again";
            await scope.NoteAsync(new Dictionary<string, string> { ["warning"] = told });
        }

        if (!result.IsGood)
        {
            await FailAsync(input.Module, result.Error!, index, unproven, scope);
            return;
        }

        if (unproven is not null)
        {
            replacement.Prove();
        }

        if (result.Updated)
        {
            await scope.NoteAsync(new Dictionary<string, string> { ["module"] = input.Module, ["updated"] = "true" });
        }
    }

    public static Task NoteFailureAsync(ModuleRunner runner, StepScope scope, string module, string error)
    {
        runner.RememberRun(module, error);
        return scope.NoteAsync(new Dictionary<string, string> { ["module"] = module, [ErrorFact] = error });
    }

    /// <summary>A run may have been killed when it had remembered that code fails, and not yet put the old code back.</summary>
    private static UnprovenModule? TakeOutWhatFailed(ModuleReplacement replacement)
    {
        var unproven = replacement.FindUnproven();
        if (unproven is null || replacement.FindFailure() is not { } failure || failure.Content != unproven.Content)
        {
            return unproven;
        }

        replacement.PutBack(failure, index: null);
        return null;
    }

    private async Task FailAsync(string module, string error, byte[]? index, UnprovenModule? unproven, StepScope scope)
    {
        if (unproven is not null)
        {
            session.ReplacementOf(module).PutBack(new(unproven.Version, unproven.Content, error, session.Time.GetUtcNow(), scope.OperationId), index);
            error = $"{error.TrimEnd('.')}; version {unproven.From} is back, and {unproven.Version} is not tried again until it changes";
        }

        await NoteFailureAsync(runner!, scope, module, error);
    }
}
