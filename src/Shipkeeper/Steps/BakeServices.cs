using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Steps;

internal sealed record BakeServicesInput(int Release, IReadOnlyList<string> Services, TimeSpan Duration);

/// <summary>Watches services after their gate has opened: whatever is not good any more, or was restarted, closes it again.</summary>
internal sealed class BakeServices(PlatformSession session) : LastingStepKind<BakeServicesInput>(Name, StepsJson.Default.BakeServicesInput)
{
    private const string Name = "bake-services";

    public static Step Step(BakeServicesInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.BakeServicesInput, reason);

    /// <summary>Time that has passed unwatched proves nothing.</summary>
    protected override Task<bool> IsDoneAsync(BakeServicesInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override Task ApplyAsync(BakeServicesInput input, StepScope scope, CancellationToken ct)
    {
        session.ActFor(input.Release);
        return new LayerGate(session, session.Releases.Read(input.Release), scope).StayGoodAsync(input.Services, input.Duration, ct);
    }
}
