using System.Text.Json.Serialization;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Steps;

/// <param name="Groups">The services to stop, dependants before what they depend on: each group is stopped side by side, then the next.</param>
/// <param name="KeepDown">Not even a reboot starts them again, until they are started by hand or by a step.</param>
internal sealed record StopServicesInput(
    IReadOnlyList<IReadOnlyList<string>> Groups, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool KeepDown = false);

/// <summary>Stops the containers of services, each within its own grace period.</summary>
internal sealed class StopServices(PlatformSession session) : LastingStepKind<StopServicesInput>(Name, StepsJson.Default.StopServicesInput)
{
    private const string Name = "stop-services";

    public static Step Step(StopServicesInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.StopServicesInput, reason);

    protected override async Task<bool> IsDoneAsync(StopServicesInput input, StepScope scope, CancellationToken ct) =>
        (await RunningAsync(input.Groups.SelectMany(group => group), ct)).Count == 0
        && (!input.KeepDown || (await FindRestartedByEngineAsync(input, ct)).Count == 0);

    protected override async Task ApplyAsync(StopServicesInput input, StepScope scope, CancellationToken ct)
    {
        if (input.KeepDown)
        {
            await Task.WhenAll((await FindRestartedByEngineAsync(input, ct)).Select(id => session.Docker.Containers.SetRestartPolicyAsync(id, RestartPolicy.No, ct)));
        }

        foreach (var group in input.Groups)
        {
            ct.ThrowIfCancellationRequested();
            await Task.WhenAll((await RunningAsync(group, ct)).Select(container =>
            {
                scope.Report($"{container.Name}: stopping");
                return session.Docker.Containers.StopAsync(container.Id, grace: null);
            }));
        }
    }

    protected override Task SettleAsync(StopServicesInput input, StepScope scope, DateTimeOffset begun, CancellationToken ct) =>
        new StopsInFlight(session, scope).AwaitEndAsync(input.Groups, begun, ct);

    /// <summary>Ids of the containers that a restart of the engine or of the host would start again.</summary>
    private async Task<IReadOnlyList<string>> FindRestartedByEngineAsync(StopServicesInput input, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        var containers = input.Groups.SelectMany(group => group).Where(observed.ContainsKey).SelectMany(service => observed[service].Containers);
        var details = await Task.WhenAll(containers.Select(container => session.Docker.Containers.InspectAsync(container.Id, ct)));
        return [.. details.Where(container => container.RestartPolicy != RestartPolicy.No).Select(container => container.Id)];
    }

    private async Task<IReadOnlyList<ContainerSummary>> RunningAsync(IEnumerable<string> services, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        return [.. services.Where(observed.ContainsKey).SelectMany(name => observed[name].NotStopped)];
    }
}
