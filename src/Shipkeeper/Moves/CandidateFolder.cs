using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.Moves;

/// <summary>Folders of files that came from elsewhere, below <c>.shipkeeper/source</c>, each named by what is in it.</summary>
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
        var files = new RootedFiles(session.Files.Resolve(folder), beside: session.Files.Root);
        if (!Directory.Exists(files.Root))
        {
            throw MoveErrors.NoPlatform(source);
        }

        new HostLinks(session.Files, current, files.Root).Make();
        if (!files.Exists(Platform.DefinitionFile))
        {
            throw MoveErrors.NoPlatform(source);
        }

        var platform = PlatformLoader.LoadElsewhere(session.Files.Root, files);
        PlatformFileReader.RequireVersion(platform.Definition, ProgramVersion.Semantic);
        return platform.Name == session.Platform.Name
            ? new(platform, files, session.ComposeProject(platform, files), source, folder)
            : throw MoveErrors.OtherPlatform(source, platform.Name, session.Platform.Name);
    }

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
