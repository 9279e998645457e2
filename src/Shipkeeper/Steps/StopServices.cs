using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Steps;

/// <summary>The services to stop, dependants before what they depend on: each group is stopped side by side, then the next.</summary>
internal sealed record StopServicesInput(IReadOnlyList<IReadOnlyList<string>> Groups);

/// <summary>Stops the containers of services, each within its own grace period.</summary>
internal sealed class StopServices(PlatformSession session) : ForwardStepKind<StopServicesInput>(Name, StepsJson.Default.StopServicesInput)
{
    private const string Name = "stop-services";

    public static Step Step(StopServicesInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.StopServicesInput, reason);

    protected override async Task<bool> IsDoneAsync(StopServicesInput input, StepScope scope, CancellationToken ct) =>
        (await RunningAsync(input.Groups.SelectMany(group => group), ct)).Count == 0;

    protected override async Task ApplyAsync(StopServicesInput input, StepScope scope, CancellationToken ct)
    {
        foreach (var group in input.Groups)
        {
            var containers = await RunningAsync(group, ct);
            await Task.WhenAll(containers.Select(async container =>
            {
                scope.Report($"{container.Name}: stopping");
                await session.Docker.Containers.StopAsync(container.Id, grace: null, ct);
            }));
        }
    }

    private async Task<IReadOnlyList<Tools.Docker.ContainerSummary>> RunningAsync(IEnumerable<string> services, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        return [.. services.Where(observed.ContainsKey).SelectMany(name => observed[name].NotStopped)];
    }
}
