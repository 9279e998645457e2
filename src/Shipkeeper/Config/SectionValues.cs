using Shipkeeper.PlatformFile;

namespace Shipkeeper.Config;

/// <summary>The values of a section, field by field in the order of the platform file, with everything that is wrong with them.</summary>
/// <param name="Problems">Of what was given; no value of a secret is in them.</param>
internal sealed record SectionValues(ConfigSectionDefinition Section, IReadOnlyList<FieldValue> Fields, IReadOnlyList<string> Problems)
{
    public IReadOnlyList<FieldDefinition> Missing => [.. Fields.Where(value => value.Origin is ValueOrigin.Missing).Select(value => value.Field)];

    public FieldValue Of(FieldDefinition field) => Fields.Single(value => value.Field == field);

    /// <exception cref="ShipkeeperException">Everything that is wrong, at once.</exception>
    public SectionValues MustBeWhole() => Require(Missing);

    /// <summary>As <see cref="MustBeWhole"/>, but that what a prompt can still ask for may be missing.</summary>
    public SectionValues MustBeWholeWithPrompts() => Require(Missing.Where(field => field.Input is not FieldInput.Prompt));

    /// <summary>As <see cref="MustBeWhole"/>, but that anything may be missing.</summary>
    public SectionValues MustBeAllowed() => Require([]);

    private SectionValues Require(IEnumerable<FieldDefinition> missing)
    {
        var problems = Problems.Concat(missing.Select(SaysMissing)).ToList();
        return problems.Count == 0 ? this : throw ConfigErrors.ValuesRefused(Section, problems);
    }

    private static string SaysMissing(FieldDefinition field) =>
        $"{FieldNames.Shown(field)}: it is missing{(field.Choices.Count > 0 ? $"; known: {string.Join(", ", field.Choices)}" : "")}";
}
