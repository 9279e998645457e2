using System.Text.Json.Serialization;
using Shipkeeper.Engine.Planning;

namespace Shipkeeper.Steps;

/// <param name="Release">Whose files and pins count.</param>
/// <param name="Services">They start in the order of their dependencies.</param>
/// <param name="Prepared">A step before this one has had their containers made; where they are right, Compose is not asked again.</param>
/// <param name="KilledByUndo">Those of them that an undo ends at once: nobody wants what they do any more. What runs else is stopped when it is replaced.</param>
internal sealed record ConvergeServicesInput(
    int Release,
    IReadOnlyList<string> Services,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Prepared = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] IReadOnlyList<string>? KilledByUndo = null);

/// <summary>Makes services exactly what a release says; see <see cref="ServiceConvergence"/>.</summary>
internal sealed class ConvergeServices(PlatformSession session) : StepKind<ConvergeServicesInput>(Name, StepsJson.Default.ConvergeServicesInput)
{
    private const string Name = "converge-services";

    /// <summary>As far as the way back needs it: an operation that is undone makes all services those of its first release again.</summary>
    public override bool CanUndo => true;

    public static Step Step(ConvergeServicesInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.ConvergeServicesInput, reason);

    protected override Task<bool> IsDoneAsync(ConvergeServicesInput input, StepScope scope, CancellationToken ct) =>
        Of(input, scope).IsReachedAsync(input.Services, ct);

    protected override Task ApplyAsync(ConvergeServicesInput input, StepScope scope, CancellationToken ct) =>
        Of(input, scope).ReachAsync(input.Services, input.Prepared, ct);

    protected override async Task UndoAsync(ConvergeServicesInput input, StepScope scope, CancellationToken ct)
    {
        var observed = await session.ObserveAsync(ct);
        var containers = (input.KilledByUndo ?? []).Where(observed.ContainsKey).SelectMany(service => observed[service].NotStopped);
        await Task.WhenAll(containers.Select(container => session.Docker.Containers.KillAsync(container.Id, ct)));
    }

    private ServiceConvergence Of(ConvergeServicesInput input, StepScope scope) => new(session, session.Releases.Read(input.Release), scope);
}
