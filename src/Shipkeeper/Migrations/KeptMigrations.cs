using Shipkeeper.State;

namespace Shipkeeper.Migrations;

/// <summary>The migrations of all kept releases.</summary>
internal static class KeptMigrations
{
    /// <returns>The SHA-256 of each file. The records are read when one is asked for: nearly every start does not.</returns>
    public static Lazy<IReadOnlySet<string>> HashesOf(ReleaseStore releases) => new(() => releases.ListNumbers().Select(releases.Read)
        .Where(release => release.Migrations is not null)
        .SelectMany(release => release.Files.Where(file => file.Key.StartsWith(release.Migrations!.TrimEnd('/') + "/", StringComparison.Ordinal)))
        .Select(file => file.Value)
        .ToHashSet());
}
