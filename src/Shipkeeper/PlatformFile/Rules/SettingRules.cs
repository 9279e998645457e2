using Shipkeeper.Tools;

namespace Shipkeeper.PlatformFile.Rules;

/// <summary>Conditions name settings and values that exist; no file is given twice; no variable has two meanings.</summary>
internal static class SettingRules
{
    public static void Check(PlatformDefinition platform, Problems problems)
    {
        foreach (var condition in platform.Compose.Files.SelectMany(file => file.When))
        {
            CheckCondition(condition, platform.Settings, problems);
        }

        CheckFiles(platform.Compose.Files, problems);
        CheckVariables(platform, problems);
    }

    private static void CheckCondition(
        SettingCondition condition, IReadOnlyDictionary<string, SettingDefinition> settings, Problems problems)
    {
        if (!settings.TryGetValue(condition.Setting, out var setting))
        {
            problems.Add(condition.Setting.Place, $"there is no setting '{condition.Setting}'; {Nearest.Hint(condition.Setting, [.. settings.Keys])}");
            return;
        }

        foreach (var value in condition.Values.Where(value => value.IsKnown && setting.Values.Count > 0 && !setting.Accepts(value)))
        {
            problems.Add(value.Place, $"the setting '{setting.Name}' is never '{value}'; {Nearest.Hint(value, setting.Values)}");
        }
    }

    private static void CheckFiles(IReadOnlyList<ComposeFile> files, Problems problems)
    {
        foreach (var (file, first) in Repeated.In(files, file => file.File))
        {
            problems.Add(file.Place, $"'{file.File}' is listed already, on line {first.Place.Line}; list every file once");
        }
    }

    private static void CheckVariables(PlatformDefinition platform, Problems problems)
    {
        foreach (var setting in platform.Settings.Values.Where(setting => platform.Secrets.ContainsKey(setting.Variable)))
        {
            problems.Add(setting.Place, $"is the variable {setting.Variable} for Compose, which is a secret of that name too; rename one");
        }
    }
}
