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

    public static IReadOnlyList<Finding> FindProblems(Platform platform) => [.. FindValueProblems(platform), .. FindModeProblems(platform)];

    public static IEnumerable<Finding> FindValueProblems(Platform platform) =>
    [
        .. platform.Faults.Select(fault => Finding.Of(fault.Failure)),
        .. platform.RefusedSettings.Select(setting => Finding.Of(StateErrors.SettingsRefused(platform.SettingsFile, [setting]))),
        .. MissingSettings(platform),
        .. SecretProblems(platform),
    ];

    public static IReadOnlyList<Finding> FindModeProblems(Platform platform)
    {
        var file = new FileInfo(Path.Combine(platform.Directory, Platform.SecretsFileName));
        return file.Exists && (file.UnixFileMode & ~RootedFiles.PrivateFolder) != UnixFileMode.None
            ? [new(StateErrors.ReadableCode, Severity.Error, $".env: it is open to others (mode {Convert.ToString((int)file.UnixFileMode, 8)})", "chmod 600 .env")]
            : [];
    }

    private static IEnumerable<Finding> MissingSettings(Platform platform) =>
        platform.Definition.Settings.Values
            .Where(setting => platform.SettingsFile[setting.Variable] is null && platform.Faults.All(fault => fault.File != Platform.SettingsFileName))
            .Select(setting => Incomplete($"settings.env: {setting.Variable} is missing", setting.Default is null ? StateErrors.InitCall([setting]) : "shipkeeper init"));

    private static IEnumerable<Finding> SecretProblems(Platform platform) =>
        from secret in platform.Definition.Secrets.Values
        where SecretsReader.IsReadable(platform, secret)
        let value = SecretsReader.Read(platform, secret)
        let problem = SecretRules.FindProblem(secret, value, platform.IsDev)
        where problem is not null
        select Incomplete($"{PlaceOf(platform, secret)}: {secret.Name} {problem}", HintFor(secret, value));

    private static Finding Incomplete(string text, string hint) => new(StateErrors.IncompleteCode, Severity.Error, text, hint);

    private static string PlaceOf(Platform platform, SecretDefinition secret) => secret.Origin switch
    {
        SecretOrigin.FromFile file => file.Path,
        SecretOrigin.FromEnvironment => "environment",
        _ => platform.Secrets.LineOf(secret.Name) is { } line ? $".env:{line}" : ".env",
    };

    /// <summary>A generated value that is there is never replaced, so a person has to take it away.</summary>
    private static string HintFor(SecretDefinition secret, string? value) => secret.Origin switch
    {
        SecretOrigin.FromFile file => $"write the value of {secret.Name} into {file.Path}",
        SecretOrigin.FromEnvironment => $"set {secret.Name} in the environment in which shipkeeper runs",
        SecretOrigin.Asked => $"shipkeeper init --set-stdin {secret.Name}",
        _ => string.IsNullOrEmpty(value) ? "shipkeeper init" : $"put the value of {secret.Name} back; if it never had one, remove its line from .env and run 'shipkeeper init'",
    };
}
