using Shipkeeper.Tools;

namespace Shipkeeper.PlatformFile.Rules;

/// <summary>Whoever names a secret names one that exists; a value for mode dev needs the mode.</summary>
internal static class SecretRules
{
    private const string ModeSetting = "mode";
    private const string DevMode = "dev";

    public static void Check(PlatformDefinition platform, Problems problems)
    {
        Find(platform.Database?.Password, platform.Secrets, problems);

        var hasDevMode = platform.Settings.TryGetValue(ModeSetting, out var mode) && mode.Accepts(DevMode);
        foreach (var secret in platform.Secrets.Values.Where(secret => secret.DevValue is not null && !hasDevMode))
        {
            problems.Add(secret.DevValue!.Place, "is for mode dev only, and there is no such mode; add 'mode: [production, dev]' to settings");
        }
    }

    /// <summary>Null when there is no such secret, which is reported.</summary>
    public static SecretDefinition? Find(PlacedText? name, IReadOnlyDictionary<string, SecretDefinition> secrets, Problems problems)
    {
        if (name is not { IsKnown: true } || secrets.TryGetValue(name, out var secret))
        {
            return name is { IsKnown: true } ? secrets[name] : null;
        }

        problems.Add(name.Place, $"there is no secret '{name}'; {Nearest.Hint(name, [.. secrets.Keys])}");
        return null;
    }
}
