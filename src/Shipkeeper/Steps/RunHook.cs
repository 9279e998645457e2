using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Steps;

/// <param name="Verb">The command whose operation it is.</param>
/// <param name="Release">The release that is being started.</param>
internal sealed record RunHookInput(string Moment, string Verb, int Release);

/// <summary>
/// Runs a program of the platform author, in the platform directory. It runs again whenever the operation does, so it must be safe to repeat.
/// </summary>
internal sealed class RunHook(PlatformSession session) : LastingStepKind<RunHookInput>(Name, StepsJson.Default.RunHookInput)
{
    private const string Name = "run-hook";

    public static Step Step(RunHookInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.RunHookInput, reason);

    /// <summary>Nobody but the program knows what it is for.</summary>
    protected override Task<bool> IsDoneAsync(RunHookInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override Task ApplyAsync(RunHookInput input, StepScope scope, CancellationToken ct) => new HookRun(session).RunAsync(input, scope, ct);
}
