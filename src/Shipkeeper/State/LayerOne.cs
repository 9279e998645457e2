using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.Tools.Files;

namespace Shipkeeper.State;

/// <summary>The gate of layer 1: settings and secrets complete, or nothing is called on the engine.</summary>
internal static class LayerOne
{
    /// <exception cref="ShipkeeperException">Everything that is wrong, at once.</exception>
    public static void Check(Platform platform)
    {
        var problems = FindProblems(platform);
        if (problems.Count > 0)
        {
            throw StateErrors.LayerOneIncomplete(problems);
        }
    }

    public static IReadOnlyList<string> FindProblems(Platform platform) => [.. FindValueProblems(platform), .. FindModeProblems(platform)];

    public static IEnumerable<string> FindValueProblems(Platform platform) => [.. SettingProblems(platform), .. SecretProblems(platform)];

    private static IEnumerable<string> SettingProblems(Platform platform) =>
        platform.Definition.Settings.Values
            .Where(setting => platform.SettingsFile[setting.Variable] is null)
            .Select(setting => $"settings.env: {setting.Variable} is missing");

    private static IEnumerable<string> SecretProblems(Platform platform) =>
        from secret in platform.Definition.Secrets.Values
        let problem = SecretRules.FindProblem(secret, SecretsReader.Read(platform, secret), platform.IsDev)
        where problem is not null
        select $"{PlaceOf(platform, secret)}: {secret.Name} {problem}";

    private static string PlaceOf(Platform platform, SecretDefinition secret) => secret.Origin switch
    {
        SecretOrigin.FromFile file => file.Path,
        SecretOrigin.FromEnvironment => "environment",
        _ => platform.Secrets.LineOf(secret.Name) is { } line ? $".env:{line}" : ".env",
    };

    public static IReadOnlyList<string> FindModeProblems(Platform platform)
    {
        var file = new FileInfo(Path.Combine(platform.Directory, Platform.SecretsFileName));
        return file.Exists && (file.UnixFileMode & ~RootedFiles.PrivateFolder) != UnixFileMode.None
            ? [$".env: it is open to others (mode {Convert.ToString((int)file.UnixFileMode, 8)}): chmod 600 .env"]
            : [];
    }
}
