using Shipkeeper.Engine.Planning;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;

namespace Shipkeeper.Features.Init;

/// <summary>What is missing in layer 1, and the steps that add it. Pure.</summary>
internal static class InitPlanner
{
    /// <param name="settings">Every setting by name, as it shall be.</param>
    /// <param name="entered">Keys of secrets that a person has just given.</param>
    /// <param name="lost">Keys of secrets that must not be generated, because others than new ones are needed.</param>
    /// <param name="exclude">Null where the platform is no git checkout.</param>
    public static Plan Plan(
        Platform platform,
        IReadOnlyDictionary<string, string> settings,
        IReadOnlyCollection<string> entered,
        IReadOnlyCollection<string> lost,
        GitExclude? exclude) =>
        new()
        {
            Verb = "init",
            Mode = OperationMode.ForwardOnly,
            // A secret is written only when git can no longer take it; and a person reads the same lines in the same order every time.
            Stages = [.. Exclusion(exclude).Concat(Settings(platform, settings)).Concat(Secrets(platform, entered, lost)).Select(step => Stage.Of([step]))],
        };

    private static IEnumerable<Step> Settings(Platform platform, IReadOnlyDictionary<string, string> settings)
    {
        var missing = settings
            .Select(setting => (platform.Definition.Settings[setting.Key].Variable, setting.Value))
            .Where(setting => platform.SettingsFile[setting.Variable] != setting.Value)
            .ToDictionary(setting => setting.Variable, setting => setting.Value);
        return missing.Count == 0 ? [] : [WriteSettings.Step(new(missing), $"settings.env: write {string.Join(", ", missing.Keys)}")];
    }

    private static IEnumerable<Step> Secrets(Platform platform, IReadOnlyCollection<string> entered, IReadOnlyCollection<string> lost)
    {
        var missing = platform.Definition.Secrets.Values
            .Where(secret => entered.Contains(secret.Name)
                || (secret.Origin is SecretOrigin.Generated && string.IsNullOrEmpty(platform.Secrets[secret.Name]) && !lost.Contains(secret.Name)))
            .Select(secret => secret.Name)
            .ToList();
        return missing.Count == 0 ? [] : [WriteSecrets.Step(new(missing), $".env: write {string.Join(", ", missing)}")];
    }

    private static IEnumerable<Step> Exclusion(GitExclude? exclude) =>
        exclude is null || exclude.Missing.Count == 0
            ? []
            : [ExcludeFromGit.Step(new(exclude.File, exclude.Missing), $"git: never commit {string.Join(", ", exclude.Missing)}")];
}
