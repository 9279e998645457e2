using Shipkeeper.PlatformFile;

namespace Shipkeeper.Model;

/// <summary>The one place that says which compose files belong to a platform, and in which order.</summary>
internal static class ComposeOrder
{
    /// <summary>What Compose itself looks for, in its order.</summary>
    public static readonly IReadOnlyList<string> DefaultFiles = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

    public static IReadOnlyList<string> Of(ComposeDefinition compose, IReadOnlyDictionary<string, string> settings, Predicate<string> exists) =>
        compose.Files.Count > 0
            ? [.. compose.Files.Where(file => file.AppliesTo(settings)).Select(file => file.File)]
            : [DefaultFiles.FirstOrDefault(file => exists(file)) ?? DefaultFiles[0]];
}
