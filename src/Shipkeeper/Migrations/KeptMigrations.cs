using Shipkeeper.State;

namespace Shipkeeper.Migrations;

/// <summary>The migrations of all kept releases.</summary>
internal static class KeptMigrations
{
    /// <returns>The SHA-256 of each file.</returns>
    public static IReadOnlySet<string> HashesOf(ReleaseStore releases) => releases.ListNumbers().Select(releases.Read)
        .Where(release => release.Migrations is not null)
        .SelectMany(release => release.Files.Where(file => file.Key.StartsWith(release.Migrations!.TrimEnd('/') + "/", StringComparison.Ordinal)))
        .Select(file => file.Value)
        .ToHashSet();
}
