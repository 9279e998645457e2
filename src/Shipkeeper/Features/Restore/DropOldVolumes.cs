using Shipkeeper.Engine.Planning;
using Shipkeeper.Volumes;

namespace Shipkeeper.Features.Restore;

/// <param name="Volumes">As the engine names them.</param>
/// <param name="Keep">How many of each stay, the newest.</param>
internal sealed record DropOldVolumesInput(IReadOnlyList<string> Volumes, int Keep);

/// <summary>Removes what earlier restores have kept of volumes, but for the newest.</summary>
internal sealed class DropOldVolumes(PlatformSession session) : ForwardStepKind<DropOldVolumesInput>(Name, RestoreJson.Default.DropOldVolumesInput)
{
    private const string Name = "drop-old-volumes";

    public static Step Step(DropOldVolumesInput input, string reason) => Engine.Planning.Step.Of(Name, input, RestoreJson.Default.DropOldVolumesInput, reason);

    protected override Task<bool> IsDoneAsync(DropOldVolumesInput input, StepScope scope, CancellationToken ct) => Task.FromResult(false);

    protected override async Task ApplyAsync(DropOldVolumesInput input, StepScope scope, CancellationToken ct)
    {
        foreach (var volume in input.Volumes)
        {
            foreach (var old in (await KeptVolumes.ListAsync(session, volume, ct)).Skip(input.Keep))
            {
                await KeptVolumes.RemoveAsync(session, old, ct);
                scope.Report($"{old}: removed");
            }
        }
    }
}
