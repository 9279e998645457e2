using Shipkeeper.Engine.Planning;
using Shipkeeper.Steps;

namespace Shipkeeper.Majors;

/// <param name="Release">That the services are of.</param>
internal sealed record StopServerInput(int Release, IReadOnlyList<string> Services);

/// <summary>
/// Stops the database server, with whoever else has its volume. Undone, they are what that release says again, and good: what is undone after
/// this needs the server.
/// </summary>
internal sealed class StopServer(PlatformSession session) : StepKind<StopServerInput>(Name, MajorsJson.Default.StopServerInput)
{
    private const string Name = "stop-server";

    public override bool CanUndo => true;

    public static Step Step(StopServerInput input, string reason) => Engine.Planning.Step.Of(Name, input, MajorsJson.Default.StopServerInput, reason);

    protected override async Task<bool> IsDoneAsync(StopServerInput input, StepScope scope, CancellationToken ct) => (await FindRunningAsync(input, ct)).Count == 0;

    protected override async Task ApplyAsync(StopServerInput input, StepScope scope, CancellationToken ct) =>
        await Task.WhenAll((await FindRunningAsync(input, ct)).Select(container => session.Docker.Containers.StopAsync(container, grace: null)));

    protected override Task SettleAsync(StopServerInput input, StepScope scope, DateTimeOffset begun, CancellationToken ct) =>
        new StopsInFlight(session, scope).AwaitEndAsync([input.Services], begun, ct);

    protected override async Task UndoAsync(StopServerInput input, StepScope scope, CancellationToken ct)
    {
        var release = session.Releases.Read(input.Release);
        session.ActFor(release.Number);
        await new ServiceConvergence(session, release, scope).ReachAsync(input.Services, prepared: false, ct);
        await new LayerGate(session, release, scope).PassAsync(input.Services, ct);
    }

    /// <returns>Ids of containers.</returns>
    private async Task<IReadOnlyList<string>> FindRunningAsync(StopServerInput input, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        return [.. input.Services.Where(observed.ContainsKey).SelectMany(service => observed[service].NotStopped).Select(container => container.Id)];
    }
}
