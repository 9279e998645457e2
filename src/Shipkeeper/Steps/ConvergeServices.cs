using Shipkeeper.Engine.Planning;
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
        var wantedHashes = session.WantedHashesAsync(release, ct);
        var observed = await ObservedServices.ListAsync(session.Docker, session.Platform.Name, ct);
        var hashes = await wantedHashes;
        return input.Services.All(name => observed.TryGetValue(name, out var service) && Convergence.IsReached(service, release.Services[name], hashes[name]));
    }

    /// <summary>
    /// Compose makes the containers, and starts none: it would wait for its conditions by polling, and give up with its own words. It names
    /// dependencies too, because "up --no-deps" drops them before it takes a container's hash; those of earlier layers are right already.
    /// </summary>
    protected override async Task ApplyAsync(ConvergeServicesInput input, StepScope scope, CancellationToken ct)
    {
        var release = session.Releases.Read(input.Release);
        await Strays.SweepAsync(session.Docker, session.Platform.Name, input.Services, ct);
        await Paused.WakeAsync(session, release, input.Services, scope.Report, ct);
        await session.Compose.CreateAsync(session.ComposeProject(input.Release), input.Services, recreate: false, scope.Report, ct);
        await new DependencyStart(session, release, scope).RunAsync(input.Services, ct);
    }
}
