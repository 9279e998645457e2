using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Modules;

internal sealed record RequireGoodModulesInput(int Modules);

/// <summary>The end of a run: it is a good one when every module was.</summary>
internal sealed class RequireGoodModules(ModuleRunner? runner) : ForwardStepKind<RequireGoodModulesInput>(Name, ModulesJson.Default.RequireGoodModulesInput)
{
    private const string Name = "require-good-modules";

    public static Step Step(int modules) => Engine.Planning.Step.Of(Name, new(modules), ModulesJson.Default.RequireGoodModulesInput, "a good end for every module");

    protected override Task<bool> IsDoneAsync(RequireGoodModulesInput input, StepScope scope, CancellationToken ct) => Task.FromResult(runner!.Failures.Count == 0);

    protected override Task ApplyAsync(RequireGoodModulesInput input, StepScope scope, CancellationToken ct) => throw ModuleErrors.SomeFailed(runner!.Failures, input.Modules);
}
