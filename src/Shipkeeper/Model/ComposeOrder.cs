using Shipkeeper.PlatformFile;

namespace Shipkeeper.Model;

/// <summary>The one place that says which compose files belong to a platform, and in which order.</summary>
internal static class ComposeOrder
{
    // What Compose itself looks for, in its order (compose-go, cli/options.go: DefaultFileNames, DefaultOverrideFileNames).
    private static readonly string[] DefaultFiles = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];
    private static readonly string[] DefaultOverrides = ["compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml"];

    /// <summary>Those that the platform file names; where it names none, those that Compose takes: a default file, and the override beside it.</summary>
    public static IReadOnlyList<string> Of(ComposeDefinition compose, IReadOnlyDictionary<string, string> settings, Predicate<string> exists) =>
        compose.Files.Count > 0
            ? [.. compose.Files.Where(file => file.AppliesTo(settings)).Select(file => file.File)]
            : [DefaultFiles.FirstOrDefault(file => exists(file)) ?? DefaultFiles[0], .. DefaultOverrides.Where(file => exists(file)).Take(1)];
}
