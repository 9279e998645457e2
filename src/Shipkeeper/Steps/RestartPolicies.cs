using Shipkeeper.Model;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Steps;

/// <summary>What the engine does when a container ends. An operation that keeps services down takes it from them for that time.</summary>
internal sealed class RestartPolicies(PlatformSession session, Release release)
{
    /// <summary>As the release says, where it was taken away; what else somebody has set stays.</summary>
    /// <param name="containers">Ids; all of this service.</param>
    public Task RestoreAsync(string service, IEnumerable<string> containers, CancellationToken ct)
    {
        var policy = RestartPolicy.Parse(release.Services[service].Restart);
        return policy == RestartPolicy.No ? Task.CompletedTask : Task.WhenAll(containers.Select(container => RestoreAsync(container, policy, ct)));
    }

    private async Task RestoreAsync(string container, RestartPolicy policy, CancellationToken ct)
    {
        if ((await session.Docker.Containers.InspectAsync(container, ct)).RestartPolicy == RestartPolicy.No)
        {
            await session.Docker.Containers.SetRestartPolicyAsync(container, policy, ct);
        }
    }
}
