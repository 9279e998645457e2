using Shipkeeper.Model;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>Nobody but the owner can look into the folder of releases and journals.</summary>
internal sealed class StateFolderCheck : ICheck
{
    public string Name => "mode of .shipkeeper";

    public Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct)
    {
        var path = session.Files.Resolve(Platform.StateFolder);
        var isOpen = Directory.Exists(path) && (File.GetUnixFileMode(path) & ~RootedFiles.PrivateFolder) != UnixFileMode.None;
        var fix = new Fix("chmod 700 .shipkeeper", () => session.Files.SetMode(Platform.StateFolder, RootedFiles.PrivateFolder));
        return Task.FromResult<IReadOnlyList<Finding>>(
            isOpen ? [new(DoctorErrors.StateReadableCode, Severity.Warning, "others can read .shipkeeper", "chmod 700 .shipkeeper", fix)] : []);
    }
}
