using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Steps;

/// <param name="Release">Whose files and pins count.</param>
/// <param name="Services">They start in the order of their dependencies.</param>
internal sealed record ConvergeServicesInput(int Release, IReadOnlyList<string> Services);

/// <summary>
/// Makes services exactly what a release says: one running container a replica, under its canonical name, with the wanted image and the
/// wanted config hash.
/// </summary>
internal sealed class ConvergeServices(PlatformSession session)
    : ForwardStepKind<ConvergeServicesInput>(Name, StepsJson.Default.ConvergeServicesInput)
{
    private const string Name = "converge-services";

    public static Step Step(ConvergeServicesInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.ConvergeServicesInput, reason);

    protected override async Task<bool> IsDoneAsync(ConvergeServicesInput input, StepScope scope, CancellationToken ct)
    {
        var release = session.Releases.Read(input.Release);
        var (wanted, listing) = (session.WantedHashesAsync(release, ct), session.ObserveAsync(ct));
        await Task.WhenAll(wanted, listing);
        var (hashes, observed) = (await wanted, await listing);
        return input.Services.All(name => Convergence.IsReached(session.Platform.Name, ServiceOf(observed, name), release.Services[name], hashes[name]));
    }

    /// <summary>
    /// Compose makes the containers, and starts none: it would wait for its conditions by polling, and give up with its own words. It names
    /// dependencies too, because "up --no-deps" drops them before it takes a container's hash; those of earlier layers are right already.
    /// </summary>
    protected override async Task ApplyAsync(ConvergeServicesInput input, StepScope scope, CancellationToken ct)
    {
        var release = session.Releases.Read(input.Release);
        await Strays.SweepAsync(session, release, input.Services, ct);
        await Paused.WakeAsync(session, release, input.Services, scope.Report, ct);
        await session.Compose.CreateAsync(session.ComposeProject(input.Release), input.Services, recreate: false, scope.Report, ct);
        await new DependencyStart(session, release, scope).RunAsync(input.Services, ct);
        await VerifyAsync(release, input.Services, ct);
    }

    /// <summary>What has ended since it was started is left to the gate, which says why.</summary>
    private async Task VerifyAsync(Release release, IReadOnlyList<string> services, CancellationToken ct)
    {
        var hashes = await session.WantedHashesAsync(release, ct);
        var observed = await session.ObserveAsync(ct);
        foreach (var name in services)
        {
            var service = ServiceOf(observed, name);
            var differences = Convergence.FindDrift(session.Platform.Name, service, release.Services[name], hashes[name])
                .Concat(Convergence.FindNotStarted(service)).Distinct().ToList();
            if (differences.Count > 0)
            {
                throw ConvergenceErrors.NotReached(release.Number, name, differences);
            }
        }
    }

    private static ObservedService ServiceOf(IReadOnlyDictionary<string, ObservedService> observed, string name) => observed.GetValueOrDefault(name) ?? new(name, []);
}
