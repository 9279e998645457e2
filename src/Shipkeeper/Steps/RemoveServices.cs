using Shipkeeper.Engine.Planning;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Steps;

internal sealed record RemoveServicesInput(IReadOnlyList<string> Services);

/// <summary>Removes the containers of services that the current release no longer has. Volumes stay, also those without a name.</summary>
internal sealed class RemoveServices(PlatformSession session) : LastingStepKind<RemoveServicesInput>(Name, StepsJson.Default.RemoveServicesInput)
{
    private const string Name = "remove-services";

    public static Step Step(RemoveServicesInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.RemoveServicesInput, reason);

    protected override async Task<bool> IsDoneAsync(RemoveServicesInput input, StepScope scope, CancellationToken ct) => (await FindAsync(input, ct)).Count == 0;

    protected override async Task ApplyAsync(RemoveServicesInput input, StepScope scope, CancellationToken ct) =>
        await Task.WhenAll((await FindAsync(input, ct)).Select(container => session.Docker.Containers.RemoveAsync(container.Id, force: true, anonymousVolumes: false, ct)));

    private async Task<IReadOnlyList<ContainerSummary>> FindAsync(RemoveServicesInput input, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        return [.. input.Services.Where(observed.ContainsKey).SelectMany(service => observed[service].Containers)];
    }
}
