using Shipkeeper.Model;
using Shipkeeper.Versions;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>The manifest on disk can be read, and nothing that runs is outside of that of the current release.</summary>
internal sealed class ManifestCheck : ICheck
{
    public string Name => "manifest";

    public async Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct)
    {
        _ = ManifestReader.ReadOnDisk(session.Files, session.Platform.Definition);
        var release = session.Releases.ReadCurrent();
        if (ManifestReader.ReadCurrent(session, release) is not { } manifest)
        {
            return [];
        }

        var running = RunningImages.Of(release, await session.ObserveAsync(ct));
        return
        [
            .. ManifestRules.CheckOperator(manifest, ProgramVersion.Semantic),
            .. ManifestRules.CheckRunning(manifest, running, [.. release?.Services.Keys ?? [], .. running.Select(image => image.Service)]),
        ];
    }
}
