using Shipkeeper.Engine.Planning;
using Shipkeeper.State;

namespace Shipkeeper.Features.Init;

internal sealed record ExcludeFromGitInput(string File, IReadOnlyList<string> Patterns);

/// <summary>Adds patterns to a checkout's own list of ignored files, so that no secret is ever committed by accident.</summary>
internal sealed class ExcludeFromGit(PlatformSession session) : ForwardStepKind<ExcludeFromGitInput>(Name, InitJson.Default.ExcludeFromGitInput)
{
    private const string Name = "exclude-from-git";

    public static Step Step(ExcludeFromGitInput input, string reason) =>
        Engine.Planning.Step.Of(Name, input, InitJson.Default.ExcludeFromGitInput, reason);

    protected override async Task<bool> IsDoneAsync(ExcludeFromGitInput input, StepScope scope, CancellationToken ct) =>
        await GitExclude.FindAsync(session, ct) is null or { Missing: [] };

    protected override Task ApplyAsync(ExcludeFromGitInput input, StepScope scope, CancellationToken ct)
    {
        new GitExclude(input.File, input.Patterns).Add();
        return Task.CompletedTask;
    }
}
