using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Features.Teardown;

internal sealed record ForgetReleasesInput(string Platform);

/// <summary>Removes the records of releases: without their images none of them can be started.</summary>
internal sealed class ForgetReleases(PlatformSession session) : ForwardStepKind<ForgetReleasesInput>(Name, TeardownJson.Default.ForgetReleasesInput)
{
    private const string Name = "forget-releases";

    public static Step Step(ForgetReleasesInput input, string reason) => Engine.Planning.Step.Of(Name, input, TeardownJson.Default.ForgetReleasesInput, reason);

    protected override Task<bool> IsDoneAsync(ForgetReleasesInput input, StepScope scope, CancellationToken ct) =>
        Task.FromResult(!session.Releases.Any());

    protected override Task ApplyAsync(ForgetReleasesInput input, StepScope scope, CancellationToken ct)
    {
        session.Releases.Forget();
        return Task.CompletedTask;
    }
}
