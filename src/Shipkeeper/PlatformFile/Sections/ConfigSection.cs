using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

internal static class ConfigSection
{
    private static readonly Key<string?> Summary =
        Key.Optional("summary", Scalars.Text(TextRules.Line), "What the section is for, as its help says it.");

    private static readonly Key<bool> Required =
        Key.Defaulting("required", Scalars.Toggle, "false", "Whether the application waits until the section is set.");

    private static readonly Key<IReadOnlyDictionary<string, FieldDefinition>> FieldMap =
        Key.Required("fields", FieldSection.Shape, "The values of the section, which `write` gets as parameters of the same names.");

    private static readonly Key<string?> Write = Key.Optional(
        "write",
        Scalars.Text(TextRules.Sql),
        "SQL that stores the values, run in one transaction; parameters (`@name`) are bound, never pasted. Without it the section lives in Shipkeeper's own table.");

    private static readonly Key<string?> Read =
        Key.Optional("read", Scalars.Text(TextRules.Sql), "A query that returns a row when the section is set; it shows no secrets.");

    private static readonly Key<ProvisionDefinition?> Provision =
        Key.Optional("provision", ProvisionSection.Shape, "A command that makes the values; run once, skipped when the section is set.");

    public static Shape<IReadOnlyDictionary<string, ConfigSectionDefinition>> Shape { get; } = Collections.Map(
        "a map of config sections by name",
        TextRules.SectionName,
        "section",
        new ObjectShape<ConfigSectionDefinition>(
            "a map with fields, write and read",
            "{fields: {max_upload_mb: {type: integer, default: 50}}}",
            [Summary, Required, FieldMap, Write, Read, Provision],
            Build));

    private static ConfigSectionDefinition Build(Fields fields)
    {
        if (fields.Has(Write) && !fields.Has(Read))
        {
            fields.Report(Read, "is missing; a section with 'write' needs the query that says whether it is set");
        }

        if (fields.Has(Read) && !fields.Has(Write))
        {
            fields.Report(Read, "needs 'write' beside it; without both the section lives in Shipkeeper's own table, which needs no query");
        }

        return new(
            fields.Name,
            fields.Get(Summary),
            fields.Get(Required),
            fields.Get(FieldMap),
            fields.Get(Write),
            fields.Get(Read),
            fields.Get(Provision),
            fields.Place);
    }
}
