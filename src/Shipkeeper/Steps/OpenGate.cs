using Shipkeeper.Engine.Gates;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Health;
using Shipkeeper.Model;

namespace Shipkeeper.Steps;

internal sealed record OpenGateInput(int Release, Layer Layer, IReadOnlyList<string> Services);

/// <summary>Waits until every service of a layer is good. What it saw is in the journal; a closed gate keeps the last log lines too.</summary>
internal sealed class OpenGate(PlatformSession session) : ForwardStepKind<OpenGateInput>(Name, StepsJson.Default.OpenGateInput)
{
    private const string Name = "open-gate";

    public static Step Step(OpenGateInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.OpenGateInput, reason);

    /// <summary>A reading is only true for its moment, so a gate is always measured.</summary>
    protected override Task<bool> IsDoneAsync(OpenGateInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override async Task ApplyAsync(OpenGateInput input, StepScope scope, CancellationToken ct)
    {
        await using var watch = await ServiceWatch.OpenAsync(session.Docker, session.Platform.Name, session.Time, ct);
        var guards = await new Guards(session, watch).OfAsync(session.Releases.Read(input.Release), input.Services, ct);
        var results = await new Gate(session.Time).WaitAsync(guards, (guard, reading) => scope.Report(session.Redaction.Apply($"{guard.Subject}: {reading}")), ct);
        await NoteAsync(scope, results);

        if (results.Any(result => result.Guard.Required && result.Verdict.Kind is VerdictKind.Closed))
        {
            throw await new GateFailure(session).OfAsync(input.Layer, results, scope.OperationId, ct);
        }
    }

    private Task NoteAsync(StepScope scope, IReadOnlyList<GuardResult> results) => scope.NoteAsync(results.ToDictionary(
        result => result.Guard.Subject,
        result => session.Redaction.Apply(
            $"{result.Verdict.Kind.ToString().ToLowerInvariant()}: {result.Verdict.Reason}, after {result.After.TotalSeconds:0.00} s ({result.LastReading})")));
}
