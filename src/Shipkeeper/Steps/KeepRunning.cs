using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;

namespace Shipkeeper.Steps;

/// <param name="Release">Whose files and pins count.</param>
/// <param name="Services">Those that the operation does not touch, and that ran when it was planned.</param>
internal sealed record KeepRunningInput(int Release, IReadOnlyList<string> Services);

/// <summary>
/// The last look before an operation counts: what it did not touch still runs. An engine that was killed and has come back may have left some of
/// it stopped, and an application may have ended because of what is new beside it. It is started again and must be good.
/// </summary>
internal sealed class KeepRunning(PlatformSession session) : LastingStepKind<KeepRunningInput>(Name, StepsJson.Default.KeepRunningInput)
{
    private const string Name = "keep-running";

    public static Step Step(KeepRunningInput input) =>
        Engine.Planning.Step.Of(Name, input, StepsJson.Default.KeepRunningInput, $"unchanged: {string.Join(", ", input.Services)} still running");

    protected override async Task<bool> IsDoneAsync(KeepRunningInput input, StepScope scope, CancellationToken ct) =>
        (await FindFallenAsync(session.Releases.Read(input.Release), input.Services, ct)).Count == 0;

    protected override async Task ApplyAsync(KeepRunningInput input, StepScope scope, CancellationToken ct)
    {
        session.ActFor(input.Release);
        var release = session.Releases.Read(input.Release);
        var fallen = await FindFallenAsync(release, input.Services, ct);
        await new ServiceConvergence(session, release, scope).ReachAsync(fallen, prepared: true, ct);
        await new LayerGate(session, release, scope).PassAsync(fallen, ct);
        await scope.NoteAsync(new Dictionary<string, string>
        {
            ["warning"] = $"{string.Join(", ", fallen)}: not changed, but had ended in the meantime; started again, and good",
        });
    }

    private async Task<IReadOnlyList<string>> FindFallenAsync(Release release, IReadOnlyList<string> services, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        return Convergence.FindDown(release, observed).Intersect(services).ToList();
    }
}
