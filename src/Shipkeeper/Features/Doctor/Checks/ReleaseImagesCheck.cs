using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>The current release can be started: its record is whole and its images are there.</summary>
internal sealed class ReleaseImagesCheck : ICheck
{
    public string Name => "current release";

    public async Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct)
    {
        if (session.Releases.ReadCurrent() is not { } release)
        {
            return [];
        }

        var images = release.Services.ToDictionary(service => service.Key, service => service.Value.Pin.ImageId);
        var missing = await PresentImages.FindMissingAsync(session.Docker, images, ct);
        return
        [
            .. missing.Keys.Select(service => release.Services[service].Pin is { RepoDigest: null } pin
                ? new Finding(DoctorErrors.ImageLostCode, Severity.Error, $"the image of '{service}' ({pin.Reference}, built here) is gone", "shipkeeper teardown --images && shipkeeper start")
                : new Finding(DoctorErrors.ImageMissingCode, Severity.Warning, $"the image of '{service}' is not here", "shipkeeper start")),
        ];
    }
}
