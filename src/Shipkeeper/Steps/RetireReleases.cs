using Shipkeeper.Engine.Planning;
using Shipkeeper.State;

namespace Shipkeeper.Steps;

internal sealed record RetireReleasesInput(IReadOnlyList<int> Releases);

/// <summary>Forgets releases that are beyond what is kept, and takes the names from their images. What another release runs, stays.</summary>
internal sealed class RetireReleases(PlatformSession session) : LastingStepKind<RetireReleasesInput>(Name, StepsJson.Default.RetireReleasesInput)
{
    private const string Name = "retire-releases";

    public static Step Step(RetireReleasesInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.RetireReleasesInput, reason);

    protected override Task<bool> IsDoneAsync(RetireReleasesInput input, StepScope scope, CancellationToken ct) =>
        Task.FromResult(!input.Releases.Any(session.Releases.IsKept));

    protected override async Task ApplyAsync(RetireReleasesInput input, StepScope scope, CancellationToken ct)
    {
        foreach (var number in input.Releases.Where(number => session.Releases.IsKept(number) && !session.Releases.IsCurrent(number)))
        {
            await Pins.UntagAsync(session.Docker, session.Platform.Name, session.Releases.Read(number), ct);
            session.Releases.Remove(number);
        }
    }
}
