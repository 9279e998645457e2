using Shipkeeper.PlatformFile;

namespace Shipkeeper.Config;

/// <summary>
/// From what was given to what a section is to hold: what was given, else what is kept, else the default, else the default by another
/// field, else a generated value. Pure, but for the randomness of the last.
/// </summary>
internal sealed class ValueResolution
{
    private static readonly IReadOnlyDictionary<string, string?> Nothing = new Dictionary<string, string?>();

    private readonly ConfigSectionDefinition _section;
    private readonly IReadOnlyDictionary<string, string> _given;
    private readonly IReadOnlyDictionary<string, string?> _kept;
    private readonly Dictionary<string, FieldValue> _values = [];

    private ValueResolution(ConfigSectionDefinition section, IReadOnlyDictionary<string, string> given, IReadOnlyDictionary<string, string?> kept) =>
        (_section, _given, _kept) = (section, given, kept);

    /// <param name="given">By field; a field that is not in it was not given.</param>
    /// <param name="kept">By field, what the section holds already and goes on to hold; null for a value that cannot be read.</param>
    public static SectionValues Of(
        ConfigSectionDefinition section, IReadOnlyDictionary<string, string> given, IReadOnlyDictionary<string, string?>? kept = null)
    {
        var resolution = new ValueResolution(section, given, kept ?? Nothing);
        return new(section, [.. section.Fields.Values.Select(resolution.ValueOf)], [.. resolution.Problems()]);
    }

    private FieldValue ValueOf(FieldDefinition field)
    {
        if (!_values.TryGetValue(field.Name, out var value))
        {
            _values[field.Name] = value = Resolve(field);
        }

        return value;
    }

    private FieldValue Resolve(FieldDefinition field) =>
        _given.TryGetValue(field.Name, out var given) ? new(field, given, ValueOrigin.Given)
        : _kept.TryGetValue(field.Name, out var kept) ? new(field, kept, ValueOrigin.Kept)
        : (field.Default ?? DefaultBy(field)) is { } byDefault ? new(field, byDefault, ValueOrigin.Default)
        : field.Generate is { } length ? new(field, Passwords.Generate(length), ValueOrigin.Generated)
        : new(field, null, ValueRules.IsNeeded(_section, field) ? ValueOrigin.Missing : ValueOrigin.None);

    /// <summary>The platform file has no circle of defaults.</summary>
    private string? DefaultBy(FieldDefinition field) =>
        field.DefaultBy is { } by && ValueOf(_section.Fields[by.Field]).Text is { } choice ? by.Values.GetValueOrDefault(choice) : null;

    private IEnumerable<string> Problems() =>
        from field in _section.Fields.Values
        where _given.ContainsKey(field.Name)
        let problem = ValueRules.FindProblem(_section, field, _given[field.Name])
        where problem is not null
        select $"{FieldNames.Shown(field)}: {problem}";
}
