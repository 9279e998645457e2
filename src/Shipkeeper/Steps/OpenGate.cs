using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Steps;

internal sealed record OpenGateInput(int Release, IReadOnlyList<string> Services);

/// <summary>Waits until every service of a layer is good.</summary>
internal sealed class OpenGate(PlatformSession session) : LastingStepKind<OpenGateInput>(Name, StepsJson.Default.OpenGateInput)
{
    private const string Name = "open-gate";

    public static Step Step(OpenGateInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.OpenGateInput, reason);

    /// <summary>A reading is only true for its moment, so a gate is always measured.</summary>
    protected override Task<bool> IsDoneAsync(OpenGateInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override Task ApplyAsync(OpenGateInput input, StepScope scope, CancellationToken ct)
    {
        session.ActFor(input.Release);
        return new LayerGate(session, session.Releases.Read(input.Release), scope).PassAsync(input.Services, ct);
    }
}
