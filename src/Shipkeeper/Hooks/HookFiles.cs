using Shipkeeper.Model;
using Shipkeeper.State;
using Shipkeeper.Tools.Files;

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

    /// <param name="verb">upgrade or rollback.</param>
    public static IReadOnlyList<string> Of(string verb) => verb == "rollback" ? OfRollback : OfUpgrade;
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
        if (current is null)
        {
            return FindOnDisk(session.Files, session.Platform, moments);
        }

        var found = moments.Where(moment => current.Files.ContainsKey(PathOf(session.Platform, moment))).ToList();
        RefuseNotRunnable(session.Files, session.Platform, found, path => ReleaseStore.KeptPathOf(current.Number, path));
        return found;
    }

    /// <summary>In whatever folder the files of the platform lie.</summary>
    /// <inheritdoc cref="Find"/>
    public static IReadOnlyList<string> FindOnDisk(RootedFiles files, Platform platform, IEnumerable<string> moments)
    {
        var found = moments.Where(moment => files.Exists(PathOf(platform, moment))).ToList();
        RefuseNotRunnable(files, platform, found, path => path);
        return found.Select(moment => PathOf(platform, moment)).FirstOrDefault(path => !new DefinitionFiles(files).Keeps(path)) is { } lost ? throw HookErrors.NotKept(lost) : found;
    }

    /// <summary>Every file that lies in the folder of hooks, whatever it is for.</summary>
    public static IReadOnlyList<string> NamesOnDisk(PlatformSession session)
    {
        var folder = new DirectoryInfo(session.Files.Resolve(session.Platform.Definition.Hooks));
        return folder.Exists ? [.. folder.EnumerateFiles().Select(file => file.Name)] : [];
    }

    public static string PathOf(Platform platform, string moment) => $"{platform.Definition.Hooks.TrimEnd('/')}/{moment}";

    /// <param name="placeOf">Where the files hold the hook of a path.</param>
    private static void RefuseNotRunnable(RootedFiles files, Platform platform, IEnumerable<string> moments, Func<string, string> placeOf)
    {
        foreach (var path in moments.Select(moment => PathOf(platform, moment)))
        {
            var file = files.Resolve(placeOf(path));
            if (!File.Exists(file) || (File.GetUnixFileMode(file) & Execute) == UnixFileMode.None)
            {
                throw HookErrors.NotRunnable(path);
            }
        }
    }
}
