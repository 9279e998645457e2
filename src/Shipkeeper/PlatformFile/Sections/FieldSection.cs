using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

/// <summary>The fields of a config section.</summary>
internal static class FieldSection
{
    private static readonly Key<FieldInput?> Argument = Key.Optional(
        "argument",
        Scalars.Choice<FieldInput>(("required", new FieldInput.Argument(true)), ("optional", new FieldInput.Argument(false))),
        "Given as a positional argument, in the order of the fields.");

    private static readonly Key<FieldInput?> Option = Key.Optional(
        "option",
        Scalars.Text(TextRules.OptionName).Select<FieldInput>((name, _) => new FieldInput.Option(name)),
        "Given as an option; a field without `argument`, `option` and `prompt` is the option of its own name, or a hidden prompt if it is hashed or encrypted.");

    private static readonly Key<FieldInput?> Prompt = Key.Optional(
        "prompt",
        Scalars.Choice<FieldInput>(("hidden", new FieldInput.Prompt(true)), ("shown", new FieldInput.Prompt(false))),
        "Asked for on a terminal, else read from standard input or a file; `hidden` for what nobody may see.");

    private static readonly Key<FieldType> Type = Key.Defaulting(
        "type",
        Scalars.Choice(("text", FieldType.Text), ("integer", FieldType.Integer), ("boolean", FieldType.Boolean)),
        "text",
        "The type of the value and of its SQL parameter.");

    private static readonly Key<string?> Default =
        Key.Optional("default", Scalars.Text(TextRules.Line), "The value when none is given.");

    private static readonly Key<FieldDefault?> DefaultBy = Key.Optional(
        "defaultBy",
        Collections.Map("a map of one field to a default for each of its choices", TextRules.FieldName, "field", FieldDefaults())
            .Select(OnlyOne),
        "A default that depends on what another field, one with `choices`, is.");

    private static readonly Key<IReadOnlyList<string>> Choices = Key.Section(
        "choices",
        Collections.List("a list of values", Scalars.Text(TextRules.Line), minimum: 1),
        "The values that are allowed.");

    private static readonly Key<int?> Minimum =
        Key.OptionalValue("minimum", Scalars.Integer(0, int.MaxValue), "The fewest characters of a text, or the smallest integer.");

    private static readonly Key<int?> MaximumBytes =
        Key.OptionalValue("maximumBytes", Scalars.Integer(1, 1024 * 1024), "The most bytes of a text; bcrypt reads 72 and no more.");

    private static readonly Key<FieldStore> Store = Key.Defaulting(
        "store",
        Scalars.Choice(("plain", FieldStore.Plain), ("bcrypt", FieldStore.Bcrypt), ("fernet", FieldStore.Fernet)),
        "plain",
        "How the value is kept: as it is, as a `$2b$12$` hash, or encrypted as a Fernet token.");

    private static readonly Key<PlacedText?> With =
        Key.Optional("with", Scalars.Name(TextRules.VariableName), "The secret that holds the key of `store: fernet`.");

    private static readonly Key<int?> Generate =
        Key.OptionalValue("generate", Scalars.Integer(8, 256), "The length of a value that is made and shown once when none is given.");

    public static Shape<IReadOnlyDictionary<string, FieldDefinition>> Shape { get; } = Collections.Map(
        "a map of fields by name",
        TextRules.FieldName,
        "field",
        new ObjectShape<FieldDefinition>(
            "a map with argument, option or prompt",
            "{argument: required}",
            [Argument, Option, Prompt, Type, Default, DefaultBy, Choices, Minimum, MaximumBytes, Store, With, Generate],
            Build));

    private static Shape<FieldDefault> FieldDefaults() => Collections
        .Map("a map of choices to defaults", TextRules.Line, "choice", Scalars.Text(TextRules.Line))
        .Select((values, spot) => new FieldDefault(new(spot.Name, spot.Owner), values));

    private static FieldDefault OnlyOne(IReadOnlyDictionary<string, FieldDefault> defaults, Spot spot)
    {
        if (defaults.Count != 1 && spot.Node is Yaml.MapNode)
        {
            spot.Report($"must name exactly one field, and names {(defaults.Count == 0 ? "none" : $"{defaults.Count}")}");
        }

        return defaults.Values.FirstOrDefault() ?? new(new("", spot.Owner), new Dictionary<string, string>());
    }

    private static FieldDefinition Build(Fields fields)
    {
        var field = Define(fields);
        if (fields.AreSound)
        {
            new FieldChecks(fields, field).Run();
        }

        return field;
    }

    private static FieldDefinition Define(Fields fields) => new(
        fields.Name,
        Input(fields),
        fields.Get(Type),
        fields.Get(Default),
        fields.Get(DefaultBy),
        fields.Get(Choices),
        fields.Get(Minimum),
        fields.Get(MaximumBytes) ?? (fields.Get(Store) == FieldStore.Bcrypt ? FieldDefinition.BcryptMaximumBytes : null),
        fields.Get(Store),
        fields.Get(With),
        fields.Get(Generate),
        fields.Place);

    private static FieldInput Input(Fields fields)
    {
        Key[] given = [.. new Key[] { Argument, Option, Prompt }.Where(fields.Has)];
        if (given.Length > 1)
        {
            fields.Report(given[1], $"is one form too many beside '{given[0].Name}'; a field is an argument, an option or a prompt");
        }

        return fields.Get(Argument) ?? fields.Get(Option) ?? fields.Get(Prompt) ?? DefaultInput(fields);
    }

    /// <summary>A secret is never an argument, where every user of the host could read it.</summary>
    private static FieldInput DefaultInput(Fields fields) =>
        fields.Get(Store) == FieldStore.Plain
            ? new FieldInput.Option("--" + fields.Name.Replace('_', '-'))
            : new FieldInput.Prompt(Hidden: true);
}
