using Shipkeeper.Engine.Planning;
using Shipkeeper.State;

namespace Shipkeeper.Steps;

/// <param name="Images">Service → <c>name@sha256:…</c>, or a reference that says no digest where nobody could tell one.</param>
internal sealed record PullExactInput(IReadOnlyDictionary<string, string> Images);

/// <summary>Fetches exactly these images, whatever their tags name by now. Nothing that runs is touched.</summary>
internal sealed class PullExact(PlatformSession session) : LastingStepKind<PullExactInput>(Name, StepsJson.Default.PullExactInput)
{
    private const string Name = "pull-exact";

    public static Step Step(PullExactInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.PullExactInput, reason);

    protected override async Task<bool> IsDoneAsync(PullExactInput input, StepScope scope, CancellationToken ct) =>
        (await PresentImages.FindMissingAsync(session.Docker, input.Images, ct)).Count == 0;

    protected override async Task ApplyAsync(PullExactInput input, StepScope scope, CancellationToken ct)
    {
        var missing = await PresentImages.FindMissingAsync(session.Docker, input.Images, ct);
        await Task.WhenAll(missing.Values.Distinct().Select(reference => session.PullImageAsync(reference, scope.Report, ct)));
    }
}
