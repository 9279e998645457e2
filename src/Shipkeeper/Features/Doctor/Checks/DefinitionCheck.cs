using Shipkeeper.Model;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>Definition files and settings on disk are those of the current release.</summary>
internal sealed class DefinitionCheck : ICheck
{
    public string Name => "definition files";

    public Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct) => Task.FromResult<IReadOnlyList<Finding>>(
        session.Releases.ReadCurrent() is not { } release
            ? []
            : [.. session.DefinitionFiles.FindEdits(release, session.Platform).Select(edit => new Finding(
                DoctorErrors.EditedCode, Severity.Warning, $"{edit} since release {release.Number}", "shipkeeper start --as-released"))]);
}
