namespace Shipkeeper.PlatformFile;

/// <param name="Files">In the order for every command; empty means those that Compose takes by itself.</param>
internal sealed record ComposeDefinition(IReadOnlyList<ComposeFile> Files);

/// <param name="File">Inside the platform directory.</param>
/// <param name="When">All must hold; empty means always.</param>
internal sealed record ComposeFile(string File, IReadOnlyList<SettingCondition> When, Place Place)
{
    /// <summary>Whether the file belongs to a platform with these settings, given by name.</summary>
    public bool AppliesTo(IReadOnlyDictionary<string, string> settings) =>
        When.All(condition => settings.TryGetValue(condition.Setting, out var value) && condition.Values.Any(allowed => allowed.Text == value));
}

/// <summary>Holds when the setting has one of the values.</summary>
internal sealed record SettingCondition(PlacedText Setting, IReadOnlyList<PlacedText> Values);
