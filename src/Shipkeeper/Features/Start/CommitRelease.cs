using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Features.Start;

internal sealed record CommitReleaseInput(int Number);

/// <summary>Makes a recorded release the current one: the rename of one link.</summary>
internal sealed class CommitRelease(PlatformSession session) : ForwardStepKind<CommitReleaseInput>(Name, StartJson.Default.CommitReleaseInput)
{
    private const string Name = "commit-release";

    public static Step Step(CommitReleaseInput input, string reason) => Engine.Planning.Step.Of(Name, input, StartJson.Default.CommitReleaseInput, reason);

    protected override Task<bool> IsDoneAsync(CommitReleaseInput input, StepScope scope, CancellationToken ct) =>
        Task.FromResult(session.Releases.IsCurrent(input.Number));

    protected override Task ApplyAsync(CommitReleaseInput input, StepScope scope, CancellationToken ct)
    {
        session.Releases.MakeCurrent(input.Number);
        return Task.CompletedTask;
    }
}
