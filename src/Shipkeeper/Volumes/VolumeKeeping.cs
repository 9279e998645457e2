using Shipkeeper.Engine.Planning;
using Shipkeeper.Snapshots;

namespace Shipkeeper.Volumes;

/// <summary>
/// Keeps what is in a volume in another one, and copies it back. Nobody may use the volume meanwhile. That a copy is whole can be seen nowhere
/// but in the journal.
/// </summary>
internal sealed class VolumeKeeping(PlatformSession session, StepScope scope, VolumeArchive archive)
{
    public async Task KeepAsync(string volume, string kept, CancellationToken ct)
    {
        await session.Docker.Volumes.CreateAsync(kept, KeptVolumes.LabelsOf(session.Platform.Name, volume, scope.OperationId), ct);
        scope.Report($"{volume}: keeping what is in it as '{kept}'");
        await archive.CopyAsync(volume, kept, ct);
        await NoteAsync("kept", volume, kept);
    }

    /// <summary>Also where it was never kept, or not wholly: then the volume is as it was.</summary>
    public async Task ReturnAsync(string volume, string kept, CancellationToken ct)
    {
        if (Has("kept", volume) && !Has("returned", volume))
        {
            scope.Report($"{volume}: putting back what was in it");
            await archive.CopyAsync(kept, volume, ct);
            await NoteAsync("returned", volume, kept);
        }

        await KeptVolumes.RemoveAsync(session, kept, ct);
    }

    private bool Has(string what, string volume) => OperationNotes.Has(session, scope.OperationId, $"{what}:{volume}");

    private Task NoteAsync(string what, string volume, string kept) => scope.NoteAsync(new Dictionary<string, string> { [$"{what}:{volume}"] = kept });
}
