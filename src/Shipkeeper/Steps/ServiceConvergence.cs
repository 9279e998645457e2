using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.Steps;

/// <summary>
/// Makes services exactly what a release says: one running container a replica, under its canonical name, with the wanted image and the
/// wanted config hash.
/// </summary>
internal sealed class ServiceConvergence(PlatformSession session, Release release, StepScope scope)
{
    public async Task<bool> IsReachedAsync(IReadOnlyList<string> services, CancellationToken ct) =>
        (await LookAsync(services, ct)).All(look => Convergence.IsReached(session.Platform.Name, look.Service, look.Released, look.ConfigHash));

    /// <summary>
    /// Compose makes the containers, and starts none: it would wait for its conditions by polling, and give up with its own words. It sees to
    /// dependencies too, because "up --no-deps" drops them before it takes a container's hash; those of earlier layers are right already.
    /// </summary>
    /// <param name="services">They start in the order of their dependencies.</param>
    /// <param name="prepared">Their containers have been made; where they are right, Compose is not asked again.</param>
    /// <exception cref="ShipkeeperException">They cannot be made or started, or still are not what the release says.</exception>
    public async Task ReachAsync(IReadOnlyList<string> services, bool prepared, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        await Paused.WakeAsync(session, release, services, observed, scope.Report, ct);
        await Strays.SweepAsync(session, release, services, observed, ct);
        var changed = (await LookAsync(services, ct)).Where(look => FindDrift(look).Any()).Select(look => look.Service.Name).ToList();
        if (!prepared || changed.Count > 0)
        {
            var made = release.WithSharers(changed);
            await MakeAsync(changed.Count > 0 ? [.. services.Where(made.Contains)] : services, RunningReplacement.Of(release, observed, made), observed, ct);
        }

        await new DependencyStart(session, release, scope).RunAsync(services, ct);
        await VerifyAsync(services, ct);
    }

    /// <param name="services">Nobody who only depends on them: Compose makes those anew whenever it makes these.</param>
    /// <param name="running">Those that Compose may replace while they run, with what they depend on.</param>
    private async Task MakeAsync(
        IReadOnlyList<string> services, IReadOnlyList<string> running, IReadOnlyDictionary<string, ObservedService> observed, CancellationToken ct)
    {
        var project = await AdoptedContainers.LeaveAsync(session, release, observed, ct);
        try
        {
            if (running.Count > 0)
            {
                await session.Compose.UpAsync(project, running, scope.Report, ct);
                return;
            }
        }
        catch (ShipkeeperException failure) when (failure.Code == ComposeErrors.FailedCode)
        {
            // What is made but does not start is started below, where its failure is told as that of a service.
            scope.Report(failure.Message);
        }

        await session.Compose.CreateAsync(project, services, recreate: false, scope.Report, ct);
    }

    /// <summary>What has ended since it was started is left to the gate, which says why.</summary>
    private async Task VerifyAsync(IReadOnlyList<string> services, CancellationToken ct)
    {
        foreach (var look in await LookAsync(services, ct))
        {
            var differences = FindDrift(look).Concat(Convergence.FindNotStarted(look.Service)).Distinct().ToList();
            if (differences.Count > 0)
            {
                throw ConvergenceErrors.NotReached(release.Number, look.Service.Name, differences);
            }
        }
    }

    private IEnumerable<string> FindDrift((ObservedService Service, ReleasedService Released, string ConfigHash) look) =>
        Convergence.FindDrift(session.Platform.Name, look.Service, look.Released, look.ConfigHash);

    private async Task<IReadOnlyList<(ObservedService Service, ReleasedService Released, string ConfigHash)>> LookAsync(IReadOnlyList<string> services, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        var hashes = await session.WantedHashesAsync(release, observed, ct);
        return [.. services.Select(name => (observed.GetValueOrDefault(name) ?? new(name, []), release.Services[name], hashes[name]))];
    }
}
