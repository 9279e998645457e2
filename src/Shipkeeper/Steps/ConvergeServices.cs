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
        var wantedHashes = session.WantedHashesAsync(release, ct);
        var observed = await ObservedServices.ListAsync(session.Docker, session.Platform.Name, ct);
        var hashes = await wantedHashes;
        return input.Services.All(name => observed.TryGetValue(name, out var service) && Convergence.IsReached(service, release.Services[name], hashes[name]));
    }

    protected override async Task ApplyAsync(ConvergeServicesInput input, StepScope scope, CancellationToken ct)
    {
        await Strays.SweepAsync(session.Docker, session.Platform.Name, input.Services, ct);
        await session.Compose.UpAsync(
            session.ComposeProject(input.Release), WithDependencies(session.Releases.Read(input.Release), input.Services), recreate: false, scope.Report, ct);
    }

    /// <summary>
    /// Compose drops dependencies that are not named before it takes a container's hash, and would recreate the container at the next plain
    /// "up". They are right already: they belong to an earlier layer, or to this one.
    /// </summary>
    private static List<string> WithDependencies(Release release, IReadOnlyList<string> services)
    {
        var named = new List<string>(services);
        for (var index = 0; index < named.Count; index++)
        {
            named.AddRange(release.Services[named[index]].DependsOn.Where(release.Services.ContainsKey).Except(named));
        }

        return named;
    }
}
