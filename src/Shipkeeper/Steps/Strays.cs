using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Steps;

/// <summary>What a killed Compose leaves behind, on which its next run would fail with "name already in use".</summary>
internal static class Strays
{
    /// <summary>A replacement beside its living original goes; one whose original is gone takes its name.</summary>
    public static async Task SweepAsync(DockerEngine docker, string project, IReadOnlyCollection<string> services, CancellationToken ct)
    {
        var observed = await ObservedServices.ListAsync(docker, project, ct);
        var containers = observed.Where(service => services.Contains(service.Key)).SelectMany(service => service.Value.Containers).ToList();
        foreach (var stray in containers.Where(container => Convergence.IsStray(container.Name)))
        {
            var canonicalName = Convergence.CanonicalNameOf(stray.Name);
            if (containers.Exists(container => container.Name == canonicalName))
            {
                await docker.Containers.RemoveAsync(stray.Id, force: true, anonymousVolumes: false, ct);
            }
            else
            {
                await docker.Containers.RenameAsync(stray.Id, canonicalName, ct);
            }
        }
    }
}
