using Shipkeeper.Config;
using Shipkeeper.PlatformFile;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Config;

/// <summary>Asks a person for the fields that nobody has given.</summary>
/// <param name="askHidden">Null where nobody is there to answer.</param>
/// <param name="commandLine">As it was typed.</param>
internal sealed class FieldPrompts(Func<string, string>? askHidden, Func<string, string>? askShown, string commandLine)
{
    public static FieldPrompts OfTerminal(string commandLine, CancellationToken stop) => Terminal.CanAsk
        ? new(question => Terminal.AskHidden(question, stop), question => Terminal.Ask(question, stop), commandLine)
        : new(null, null, commandLine);

    public bool CanAsk => askHidden is not null;

    public bool WillAsk(ConfigSectionDefinition section) => CanAsk && section.Fields.Values.Any(field => field.Input is FieldInput.Prompt);

    /// <returns>The answers by field; none for a field whose question was left empty.</returns>
    /// <inheritdoc cref="RequireAnswerable" path="/exception"/>
    public IReadOnlyDictionary<string, string> Ask(SectionValues known)
    {
        RequireAnswerable(known);
        var open = known.Fields.Where(value => CanAsk && value is { Field.Input: FieldInput.Prompt, Origin: not ValueOrigin.Given });
        return open.Select(value => (value.Field.Name, Answer: Ask(known.Section, value)))
            .Where(pair => pair.Answer.Length > 0)
            .ToDictionary(pair => pair.Name, pair => pair.Answer);
    }

    /// <exception cref="ShipkeeperException">A value is needed, and nobody is there to answer.</exception>
    public void RequireAnswerable(SectionValues known)
    {
        if (!CanAsk && known.Missing.Where(field => field.Input is FieldInput.Prompt).ToList() is [var first, ..] needed)
        {
            throw CliErrors.NoTerminal(first.Name, CallFor(known, needed));
        }
    }

    /// <summary>A password that nobody sees while it is typed is typed twice: there is no way to read it later.</summary>
    public string Ask(ConfigSectionDefinition section, FieldValue value)
    {
        var question = QuestionOf(value);
        if (value.Field.Input is FieldInput.Prompt { Hidden: false })
        {
            return askShown!(question);
        }

        var answer = askHidden!(question);
        return answer.Length == 0 || value.Field.Store is not FieldStore.Bcrypt || askHidden($"{value.Field.Name}, once more") == answer
            ? answer
            : throw ConfigErrors.ValuesRefused(section, [$"{value.Field.Name}: it was not typed the same twice"]);
    }

    private static string QuestionOf(FieldValue value) => value switch
    {
        { Origin: ValueOrigin.Generated } => $"{value.Field.Name}, empty for a generated one",
        { Origin: ValueOrigin.Default or ValueOrigin.Kept, Text: not null, Field.IsSecret: false } => $"{value.Field.Name} [{value.Text.ReplaceLineEndings("\\n")}]",
        { Origin: ValueOrigin.Default } => $"{value.Field.Name}, empty for the default",
        { Origin: ValueOrigin.Kept } => $"{value.Field.Name}, empty to keep what is stored",
        _ => value.Field.Name,
    };

    /// <summary>What was typed, and the values that it lacks: one from standard input, if that gives no other yet, the rest from files.</summary>
    private string CallFor(SectionValues known, List<FieldDefinition> needed)
    {
        var inputIsTaken = known.Fields.Any(value => commandLine.Split(' ').Contains(SectionOptions.InputOf(value.Field)));
        var fromInput = inputIsTaken ? null : needed[0];
        var options = needed.Select(field => field == fromInput ? SectionOptions.InputOf(field) : $"{SectionOptions.FileOf(field)} FILE");
        return string.Join(' ', options.Prepend(commandLine));
    }
}
