using Shipkeeper.Engine.Planning;
using Shipkeeper.State;

namespace Shipkeeper.Steps;

/// <param name="Release">Whose files and pins count.</param>
internal sealed record PrepareServicesInput(int Release, IReadOnlyList<string> Services);

/// <summary>
/// Has Compose make the containers of services that have none, and starts none of them. It only saves time: what cannot be made yet, such as
/// one whose file a hook is still to write, is made when it is started.
/// </summary>
internal sealed class PrepareServices(PlatformSession session) : ForwardStepKind<PrepareServicesInput>(Name, StepsJson.Default.PrepareServicesInput)
{
    private const string Name = "prepare-services";

    public static Step Step(PrepareServicesInput input, string reason) => Engine.Planning.Step.Of(Name, input, StepsJson.Default.PrepareServicesInput, reason);

    /// <summary>Where one has a container, Compose might replace it, and stop it for that: too early for an application.</summary>
    protected override async Task<bool> IsDoneAsync(PrepareServicesInput input, StepScope scope, CancellationToken ct) =>
        (await session.ObserveAsync(ct)).Keys.Intersect(input.Services).Any();

    protected override async Task ApplyAsync(PrepareServicesInput input, StepScope scope, CancellationToken ct)
    {
        try
        {
            var project = await AdoptedContainers.LeaveAsync(session, session.Releases.Read(input.Release), await session.ObserveAsync(ct), ct);
            await session.Compose.CreateAsync(project, input.Services, recreate: false, scope.Report, ct);
        }
        catch (ShipkeeperException failure)
        {
            await scope.NoteAsync(new Dictionary<string, string> { ["warning"] = $"{failure.Message.TrimEnd('.')}; what is missing is made when it is started" });
        }
    }
}
