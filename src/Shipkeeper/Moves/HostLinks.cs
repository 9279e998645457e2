using Shipkeeper.Model;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Moves;

/// <summary>
/// What a candidate does not bring, and what nobody brought before, is the host's: secrets, settings, data, definition files of its own. In the
/// candidate's folder a link stands for each of those, so that Compose finds everything where it will be.
/// </summary>
/// <param name="host">The platform directory.</param>
/// <param name="folder">That of the candidate's files.</param>
internal sealed class HostLinks(RootedFiles host, Release current, string folder)
{
    public void Make() => Make("");

    private void Make(string below)
    {
        foreach (var entry in new DirectoryInfo(host.Resolve(below)).EnumerateFileSystemInfos())
        {
            var path = Path.Combine(below, entry.Name);
            var place = Path.Combine(folder, path);
            var isLinked = new FileInfo(place).LinkTarget == entry.FullName;
            var isHosts = path is Platform.SecretsFileName or Platform.SettingsFileName || ((isLinked || !Path.Exists(place)) && IsHosts(path));
            if (isLinked != isHosts)
            {
                // Whatever a commit may have brought there; or a link of an earlier reading, since when somebody has brought the file.
                File.Delete(place);
            }

            if (isHosts && !isLinked)
            {
                File.CreateSymbolicLink(place, entry.FullName);
            }
            else if (!isHosts && IsFolder(entry) && IsFolderToBe(path, new(place)))
            {
                Directory.CreateDirectory(place);
                Make(path);
            }
        }
    }

    private bool IsHosts(string path) => !IsOfTools(path) && (current.HostFiles.Contains(path) || !current.Files.Keys.Any(file => IsAt(path, file)));

    private bool IsFolderToBe(string path, DirectoryInfo place) =>
        !IsOfTools(path) && (place.Exists ? IsFolder(place) : !File.Exists(place.FullName) && current.HostFiles.Any(file => IsAt(path, file)));

    private static bool IsFolder(FileSystemInfo entry) => entry is DirectoryInfo { LinkTarget: null };

    private static bool IsOfTools(string path) => path is Platform.StateFolder or ".git";

    private static bool IsAt(string path, string file) => file == path || file.StartsWith(path + "/", StringComparison.Ordinal);
}
