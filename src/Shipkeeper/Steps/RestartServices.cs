using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Steps;

/// <param name="StartedBefore">Container id → when it had been started as the plan was made; a later start means done.</param>
internal sealed record RestartServicesInput(IReadOnlyDictionary<string, DateTimeOffset> StartedBefore);

/// <summary>Stops and starts containers as they are, each once, however often the step is repeated.</summary>
internal sealed class RestartServices(PlatformSession session) : ForwardStepKind<RestartServicesInput>(Name, StepsJson.Default.RestartServicesInput)
{
    private const string Name = "restart-services";

    public static Step Step(RestartServicesInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.RestartServicesInput, reason);

    protected override async Task<bool> IsDoneAsync(RestartServicesInput input, StepScope scope, CancellationToken ct) =>
        (await PendingAsync(input, ct)).Count == 0;

    protected override async Task ApplyAsync(RestartServicesInput input, StepScope scope, CancellationToken ct) =>
        await Task.WhenAll((await PendingAsync(input, ct)).Select(async container =>
        {
            scope.Report($"{container.Name}: restarting");
            await session.Docker.Containers.RestartAsync(container.Id, grace: null);
        }));

    protected override Task SettleAsync(RestartServicesInput input, StepScope scope, DateTimeOffset begun, CancellationToken ct) =>
        new StopsInFlight(session, scope).AwaitRestartAsync(input.StartedBefore, begun, ct);

    private async Task<IReadOnlyList<ContainerDetails>> PendingAsync(RestartServicesInput input, CancellationToken ct)
    {
        var containers = await Task.WhenAll(input.StartedBefore.Keys.Select(id => session.Docker.Containers.InspectAsync(id, ct)));
        return [.. containers.Where(container => !container.State.Running || container.State.StartedAt <= input.StartedBefore[container.Id])];
    }
}
