using Shipkeeper.Config;
using Shipkeeper.PlatformFile;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.Features.Config;

/// <summary>Asks a person for the fields that nobody has given.</summary>
/// <param name="askHidden">Null where nobody is there to answer.</param>
internal sealed class FieldPrompts(Func<string, string>? askHidden, Func<string, string?>? askShown)
{
    public static FieldPrompts OfTerminal(CancellationToken stop) =>
        Terminal.CanAsk ? new(question => Terminal.AskHidden(question, stop), question => Terminal.Ask(question, stop)) : new(null, null);

    public bool CanAsk => askHidden is not null;

    /// <returns>The answers by field; none for a field whose question was left empty.</returns>
    /// <exception cref="ShipkeeperException">A value is needed, and nobody is there to answer.</exception>
    public IReadOnlyDictionary<string, string> Ask(SectionValues known)
    {
        var open = known.Fields.Where(value => value.Field.Input is FieldInput.Prompt && value.Origin is not (ValueOrigin.Given or ValueOrigin.Kept)).ToList();
        if (!CanAsk)
        {
            return open.Find(value => value.Origin is ValueOrigin.Missing) is { } needed
                ? throw CliErrors.NoTerminal(needed.Field.Name, CallFor(known, needed.Field))
                : new Dictionary<string, string>();
        }

        return open.Select(value => (value.Field.Name, Answer: Ask(known.Section, value)))
            .Where(pair => pair.Answer.Length > 0)
            .ToDictionary(pair => pair.Name, pair => pair.Answer);
    }

    /// <summary>A password that nobody sees while it is typed is typed twice: there is no way to read it later.</summary>
    public string Ask(ConfigSectionDefinition section, FieldValue value)
    {
        var question = QuestionOf(value);
        if (value.Field.Input is FieldInput.Prompt { Hidden: false })
        {
            return askShown!(question) ?? "";
        }

        var answer = askHidden!(question);
        return answer.Length == 0 || value.Field.Store is not FieldStore.Bcrypt || askHidden($"{value.Field.Name}, once more") == answer
            ? answer
            : throw ConfigErrors.ValuesRefused(section, [$"{value.Field.Name}: it was not typed the same twice"]);
    }

    private static string QuestionOf(FieldValue value) => value.Origin switch
    {
        ValueOrigin.Generated => $"{value.Field.Name}, empty for a generated one",
        ValueOrigin.Default when !value.Field.IsSecret => $"{value.Field.Name} [{value.Text}]",
        ValueOrigin.Default => $"{value.Field.Name}, empty for the default",
        _ => value.Field.Name,
    };

    /// <summary>The same command with its arguments, and the value from standard input.</summary>
    private static string CallFor(SectionValues known, FieldDefinition field)
    {
        var arguments = known.Fields.Where(value => value is { Field.Input: FieldInput.Argument, Origin: ValueOrigin.Given }).Select(value => value.Text!);
        return CommandLine.Of(["shipkeeper", "config", known.Section.Name, .. arguments, SectionOptions.InputOf(field)]);
    }
}
