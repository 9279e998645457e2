using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile;

/// <summary>One install-time choice of a host.</summary>
/// <param name="Values">The values allowed; empty for a setting of free text.</param>
/// <param name="Question">Null: not asked for.</param>
/// <param name="Pattern">A regular expression that a free text must match; null allows any line.</param>
/// <param name="Default">Null only for a setting that must be given.</param>
internal sealed record SettingDefinition(
    string Name, IReadOnlyList<string> Values, string? Question, string? Pattern, string? Default, Place Place)
{
    /// <summary>The variable in <c>settings.env</c> that Compose sees: <c>kg_version</c> is KG_VERSION.</summary>
    public string Variable => Name.ToUpperInvariant();

    public bool Accepts(string value) =>
        Values.Count > 0
            ? Values.Contains(value)
            : TextRules.Line.Holds(value) && (Pattern is null || Expressions.Matches(Pattern, value));
}
