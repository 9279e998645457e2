using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Steps;

/// <summary>Containers under names that Compose would not give them: left behind by a killed Compose, or renamed by hand.</summary>
internal static class Strays
{
    /// <summary>
    /// A replacement beside its living original goes, or the next Compose would fail with "name already in use"; any other container takes its
    /// own name where that is free, because Compose never renames one.
    /// </summary>
    public static async Task SweepAsync(
        PlatformSession session, Release release, IReadOnlyCollection<string> services, IReadOnlyDictionary<string, ObservedService> observed, CancellationToken ct)
    {
        var (docker, project) = (session.Docker.Containers, session.Platform.Name);
        var containers = observed.Where(service => services.Contains(service.Key)).SelectMany(service => service.Value.Containers).ToList();
        foreach (var container in containers)
        {
            var released = release.Services[container.Labels[ComposeLabels.Service]];
            var isStray = Convergence.IsStray(container.Name);
            var canonicalName = isStray ? Convergence.CanonicalNameOf(container.Name) : Convergence.CanonicalNameOf(project, released, container);
            var isTaken = containers.Exists(other => other.Name == canonicalName);
            if (isStray && isTaken)
            {
                await docker.RemoveAsync(container.Id, force: true, anonymousVolumes: false, ct);
            }
            else if (canonicalName is not null && !isTaken && !Convergence.IsCanonical(project, container.Labels[ComposeLabels.Service], released, container.Name))
            {
                await docker.RenameAsync(container.Id, canonicalName, ct);
            }
        }
    }
}
