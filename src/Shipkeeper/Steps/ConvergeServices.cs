using System.Text.Json.Serialization;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Steps;

/// <param name="Release">Whose files and pins count.</param>
/// <param name="Services">They start in the order of their dependencies.</param>
/// <param name="Prepared">A step before this one has had their containers made; where they are right, Compose is not asked again.</param>
internal sealed record ConvergeServicesInput(
    int Release, IReadOnlyList<string> Services, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Prepared = false);

/// <summary>
/// Makes services exactly what a release says: one running container a replica, under its canonical name, with the wanted image and the
/// wanted config hash.
/// </summary>
internal sealed class ConvergeServices(PlatformSession session)
    : ForwardStepKind<ConvergeServicesInput>(Name, StepsJson.Default.ConvergeServicesInput)
{
    private const string Name = "converge-services";

    public static Step Step(ConvergeServicesInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.ConvergeServicesInput, reason);

    protected override async Task<bool> IsDoneAsync(ConvergeServicesInput input, StepScope scope, CancellationToken ct) =>
        (await LookAsync(input, ct)).All(look => Convergence.IsReached(session.Platform.Name, look.Service, look.Released, look.ConfigHash));

    /// <summary>
    /// Compose makes the containers, and starts none: it would wait for its conditions by polling, and give up with its own words. It names
    /// dependencies too, because "up --no-deps" drops them before it takes a container's hash; those of earlier layers are right already.
    /// </summary>
    protected override async Task ApplyAsync(ConvergeServicesInput input, StepScope scope, CancellationToken ct)
    {
        var release = session.Releases.Read(input.Release);
        var observed = await session.ObserveAsync(ct);
        await Paused.WakeAsync(session, release, input.Services, observed, scope.Report, ct);
        await Strays.SweepAsync(session, release, input.Services, observed, ct);
        if (!input.Prepared || (await LookAsync(input, ct)).Any(look => FindDrift(look).Any()))
        {
            await session.Compose.CreateAsync(session.ComposeProject(input.Release), input.Services, recreate: false, scope.Report, ct);
        }

        await new DependencyStart(session, release, scope).RunAsync(input.Services, ct);
        await VerifyAsync(input, ct);
    }

    /// <summary>What has ended since it was started is left to the gate, which says why.</summary>
    private async Task VerifyAsync(ConvergeServicesInput input, CancellationToken ct)
    {
        foreach (var look in await LookAsync(input, ct))
        {
            var differences = FindDrift(look).Concat(Convergence.FindNotStarted(look.Service)).Distinct().ToList();
            if (differences.Count > 0)
            {
                throw ConvergenceErrors.NotReached(input.Release, look.Service.Name, differences);
            }
        }
    }

    private IEnumerable<string> FindDrift((ObservedService Service, ReleasedService Released, string ConfigHash) look) =>
        Convergence.FindDrift(session.Platform.Name, look.Service, look.Released, look.ConfigHash);

    private async Task<IReadOnlyList<(ObservedService Service, ReleasedService Released, string ConfigHash)>> LookAsync(ConvergeServicesInput input, CancellationToken ct)
    {
        var release = session.Releases.Read(input.Release);
        var (wanting, observing) = (session.WantedHashesAsync(release, ct), session.ObserveAsync(ct));
        await Task.WhenAll(wanting, observing);
        var (hashes, observed) = (await wanting, await observing);
        return [.. input.Services.Select(name => (observed.GetValueOrDefault(name) ?? new(name, []), release.Services[name], hashes[name]))];
    }
}
