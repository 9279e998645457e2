using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>Compose accepts the files, the platform file names services that exist, and every service, and bind mounts have their sources.</summary>
internal sealed class ModelCheck : ICheck
{
    public string Name => "compose files";

    public async Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct)
    {
        var model = await session.Compose.ConfigAsync(session.ComposeProject(release: null), ct);
        PlatformFileReader.RequireServices(session.Platform.Definition, model.Services.Keys.ToHashSet());
        var unlayered = model.Services.Keys.Except(LayerAssignment.Of(session.Platform.Definition, model).Keys)
            .Where(name => !LayerAssignment.HasRole(model.Services[name]));
        return
        [
            .. unlayered.Select(name => new Finding(
                DoctorErrors.NoLayerCode, Severity.Warning, $"'{name}' is in no layer, so nothing starts it", "add it to a layer in shipkeeper.yaml, or take it out of the compose files")),
            .. BindSources.FindMissing(session.Platform, model).Select(missing => new Finding(
                StateErrors.BindSourceCode, Severity.Error, missing, "put the file in its place, or take the mount out of the compose files")),
        ];
    }
}
