using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Moves;

/// <summary>
/// Folders of files that came from elsewhere, below <c>.shipkeeper/source</c>, each named by what is in it. What a candidate does not bring,
/// and what is no part of the current release, is the host's: secrets, settings, data. A link stands for each of those, so that Compose finds
/// everything where it will be.
/// </summary>
internal static class CandidateFolder
{
    public const string Root = $"{Platform.StateFolder}/source";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Makes the folder of that name, all or nothing, where it is not there yet.</summary>
    /// <param name="fillAsync">Writes the files into a folder that it makes: an absolute path.</param>
    /// <returns>Relative to the platform directory.</returns>
    public static async Task<string> MakeAsync(PlatformSession session, string name, Func<string, Task> fillAsync)
    {
        var folder = $"{Root}/{name}";
        if (session.Files.Exists(folder))
        {
            return folder;
        }

        RemoveOld(session);
        var begun = $"{folder}.{Environment.ProcessId}";
        session.Files.Remove(begun);
        await fillAsync(session.Files.Resolve(begun));
        session.Files.Remove($"{begun}/.git");
        session.Files.Rename(begun, folder);
        return folder;
    }

    /// <exception cref="ShipkeeperException">It holds no platform, or another one, or its files are not valid.</exception>
    public static Candidate Read(PlatformSession session, Release current, string folder, ReleaseSource source)
    {
        if (!session.Files.Exists($"{folder}/{Platform.DefinitionFile}"))
        {
            throw MoveErrors.NoPlatform(source);
        }

        var files = new RootedFiles(session.Files.Resolve(folder));
        LinkHost(session, current, files, "");
        var platform = PlatformLoader.LoadElsewhere(session.Files.Root, files);
        PlatformFileReader.RequireVersion(platform.Definition, ProgramVersion.Semantic);
        return platform.Name == session.Platform.Name
            ? new(platform, files, session.ComposeProject(platform, files), source, folder)
            : throw MoveErrors.OtherPlatform(source, platform.Name, session.Platform.Name);
    }

    private static void LinkHost(PlatformSession session, Release current, RootedFiles files, string folder)
    {
        foreach (var entry in new DirectoryInfo(session.Files.Resolve(folder)).EnumerateFileSystemInfos())
        {
            var path = Path.Combine(folder, entry.Name);
            var there = new DirectoryInfo(Path.Combine(files.Root, path));
            if (path is Platform.SecretsFileName or Platform.SettingsFileName || (!there.Exists && !File.Exists(there.FullName) && !IsReleased(current, path)))
            {
                Link(Path.Combine(files.Root, path), entry.FullName);
            }
            else if (there is { Exists: true, LinkTarget: null } && entry is DirectoryInfo { LinkTarget: null } && path is not (Platform.StateFolder or ".git"))
            {
                LinkHost(session, current, files, path);
            }
        }
    }

    /// <summary>Over whatever a commit may have brought there.</summary>
    private static void Link(string path, string target)
    {
        if (new FileInfo(path).LinkTarget != target)
        {
            File.Delete(path);
            File.CreateSymbolicLink(path, target);
        }
    }

    private static bool IsReleased(Release current, string path) =>
        path is Platform.StateFolder or ".git" || current.Files.Keys.Any(file => file == path || file.StartsWith(path + "/", StringComparison.Ordinal));

    /// <summary>One that a command of today still reads is not old.</summary>
    private static void RemoveOld(PlatformSession session)
    {
        var before = session.Time.GetUtcNow() - Kept;
        foreach (var folder in session.Files.ListFolders(Root).Where(name => !name.EndsWith(".git", StringComparison.Ordinal)).Select(name => $"{Root}/{name}"))
        {
            if (Directory.GetLastWriteTimeUtc(session.Files.Resolve(folder)) < before.UtcDateTime)
            {
                session.Files.Remove(folder);
            }
        }
    }
}
