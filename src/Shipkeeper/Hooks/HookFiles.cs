using Shipkeeper.Model;
using Shipkeeper.State;

namespace Shipkeeper.Hooks;

/// <summary>When an operation runs a program of the platform author.</summary>
internal static class HookMoments
{
    /// <summary>The infrastructure is good; its schema is not migrated yet.</summary>
    public const string AfterInfrastructure = "after-infrastructure";

    /// <summary>Schema and configuration are complete; the application does not run on them yet.</summary>
    public const string BeforeApplication = "before-application";

    /// <summary>The files of the new release are in their places; nothing else of it is there yet.</summary>
    public const string BeforeUpgrade = "before-upgrade";

    /// <summary>The new release is the current one.</summary>
    public const string AfterUpgrade = "after-upgrade";

    /// <summary>The release before is back, on request or because the new one failed.</summary>
    public const string AfterRollback = "after-rollback";

    public static IReadOnlyList<string> OfStart { get; } = [AfterInfrastructure, BeforeApplication];

    public static IReadOnlyList<string> OfRollback { get; } = [AfterInfrastructure, BeforeApplication, AfterRollback];

    public static IReadOnlyList<string> OfUpgrade { get; } = [BeforeUpgrade, AfterInfrastructure, BeforeApplication, AfterUpgrade];
}

/// <summary>Finds the hooks of a platform: executable files <c>hooks/moment</c>.</summary>
internal static class HookFiles
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="current">Whose hooks count; null before the first release: those on disk.</param>
    /// <returns>The moments that have a hook.</returns>
    /// <exception cref="ShipkeeperException">One of them cannot be run, or would be no part of a release.</exception>
    public static IReadOnlyList<string> Find(PlatformSession session, Release? current, IEnumerable<string> moments)
    {
        var found = moments.Where(moment => IsThere(session, current, PathOf(session.Platform, moment))).ToList();
        foreach (var path in found.Select(moment => PathOf(session.Platform, moment)))
        {
            if (!IsRunnable(session, current, path))
            {
                throw HookErrors.NotRunnable(path);
            }

            if (current is null && !session.DefinitionFiles.Keeps(path))
            {
                throw HookErrors.NotKept(path);
            }
        }

        return found;
    }

    /// <summary>Every file that lies in the folder of hooks, whatever it is for.</summary>
    public static IReadOnlyList<string> NamesOnDisk(PlatformSession session)
    {
        var folder = new DirectoryInfo(session.Files.Resolve(session.Platform.Definition.Hooks));
        return folder.Exists ? [.. folder.EnumerateFiles().Select(file => file.Name)] : [];
    }

    public static string PathOf(Platform platform, string moment) => $"{platform.Definition.Hooks.TrimEnd('/')}/{moment}";

    private static bool IsThere(PlatformSession session, Release? current, string path) =>
        current is null ? session.Files.Exists(path) : current.Files.ContainsKey(path);

    private static bool IsRunnable(PlatformSession session, Release? current, string path)
    {
        var file = session.Files.Resolve(current is null ? path : ReleaseStore.KeptPathOf(current.Number, path));
        return File.Exists(file) && (File.GetUnixFileMode(file) & Execute) != UnixFileMode.None;
    }
}
