using Shipkeeper.PlatformFile.Shapes;

namespace Shipkeeper.PlatformFile.Sections;

internal static class ProvisionSection
{
    private static readonly Key<PlacedText> Service =
        Key.Required("service", Scalars.Name(TextRules.ServiceName), "The running service in which the command runs.");

    private static readonly Key<IReadOnlyList<string>> Command =
        Key.Required("command", Commands.Like("/hooks/bootstrap"), "The command, word by word.");

    private static readonly Key<IReadOnlyDictionary<string, PlacedText>> Output = Key.Required(
        "output",
        Collections.Map(
            "a map of fields to regular expressions",
            TextRules.FieldName,
            "field",
            Scalars.Text(TextRules.Capture).Select((expression, spot) => new PlacedText(expression, spot.Owner))),
        "For each field the regular expression whose group finds its value in what the command prints.");

    public static Shape<ProvisionDefinition> Shape { get; } = new ObjectShape<ProvisionDefinition>(
        "a map with service, command and output",
        "{service: garage, command: [/hooks/bootstrap], output: {key_id: \"Key ID: (\\\\S+)\"}}",
        [Service, Command, Output],
        fields => new(fields.Get(Service), fields.Get(Command), fields.Get(Output)));
}
