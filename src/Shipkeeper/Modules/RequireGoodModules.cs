using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Modules;

internal sealed record RequireGoodModulesInput(int Modules);

/// <summary>The end of a run: it is a good one when every module was.</summary>
internal sealed class RequireGoodModules(ModuleSession session, ModuleRunner? runner) : ForwardStepKind<RequireGoodModulesInput>(Name, ModulesJson.Default.RequireGoodModulesInput)
{
    private const string Name = "require-good-modules";

    public static Step Step(int modules) => Engine.Planning.Step.Of(Name, new(modules), ModulesJson.Default.RequireGoodModulesInput, "check that no module failed");

    protected override Task<bool> IsDoneAsync(RequireGoodModulesInput input, StepScope scope, CancellationToken ct) => Task.FromResult(runner!.Failures.Count == 0);

    protected override Task ApplyAsync(RequireGoodModulesInput input, StepScope scope, CancellationToken ct) =>
        throw ModuleErrors.SomeFailed(runner!.Failures, input.Modules, runner.FailedInRun switch
        {
            [] => "shipkeeper modules check",
            [var first, ..] when session.Tree.Find(first) is not null => $"shipkeeper modules status {first}",
            _ => $"tail {CommandLine.Of([session.Tree.Files.Resolve(session.LogOf(scope.OperationId))])}",
        });
}
