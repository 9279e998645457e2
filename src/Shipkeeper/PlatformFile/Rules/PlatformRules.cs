namespace Shipkeeper.PlatformFile.Rules;

/// <summary>What must hold between the sections of one file, once each has been read.</summary>
internal static class PlatformRules
{
    public static void Check(PlatformDefinition platform, Problems problems)
    {
        SettingRules.Check(platform, problems);
        LayerRules.Check(platform, problems);
        SecretRules.Check(platform, problems);
        ConfigRules.Check(platform, problems);
    }
}
