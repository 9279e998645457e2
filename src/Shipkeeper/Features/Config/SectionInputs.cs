using System.CommandLine;
using System.CommandLine.Parsing;
using Shipkeeper.PlatformFile;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Config;

/// <summary>The fields of a section as arguments and options. All are optional to the parser, so that every problem can be told at once.</summary>
internal sealed class SectionInputs
{
    private readonly Dictionary<FieldDefinition, Argument<string?>> _arguments;
    private readonly Dictionary<FieldDefinition, Option<string?>> _options;
    private readonly Dictionary<FieldDefinition, Option<bool>> _fromInput;
    private readonly Dictionary<FieldDefinition, Option<string?>> _fromFile;

    public SectionInputs(ConfigSectionDefinition section)
    {
        var fields = section.Fields.Values.ToList();
        var prompts = fields.Where(field => field.Input is FieldInput.Prompt).ToList();
        _arguments = fields.Where(field => field.Input is FieldInput.Argument).ToDictionary(field => field, CreateArgument);
        _options = fields.Where(field => field.Input is FieldInput.Option).ToDictionary(field => field, CreateOption);
        _fromInput = prompts.ToDictionary(
            field => field,
            field => new Option<bool>(SectionOptions.InputOf(field)) { Description = $"Take '{field.Name}' from standard input. {FieldText.Describe(field)}" });
        _fromFile = prompts.ToDictionary(field => field, field => new Option<string?>(SectionOptions.FileOf(field)) { Description = $"Take '{field.Name}' from a file", HelpName = "file" });
    }

    public void AddTo(Command command)
    {
        _arguments.Values.ToList().ForEach(command.Add);
        _options.Values.ToList().ForEach(command.Add);
        foreach (var field in _fromInput.Keys)
        {
            command.Add(_fromInput[field]);
            command.Add(_fromFile[field]);
        }

        command.Validators.Add(RefuseContradictions);
    }

    /// <summary>Whether the line gives any value.</summary>
    public bool AreGiven(CommandResult line) =>
        _arguments.Values.Any(argument => line.GetValue(argument) is not null)
        || _options.Values.Concat(_fromFile.Values).Any(option => line.GetValue(option) is not null)
        || FromInput(line).Any();

    /// <returns>By field, as they stand on the line, on standard input or in files.</returns>
    /// <param name="ask">Asks for the value of a field that is to come from standard input, where a person sits there; null where nobody does.</param>
    public Dictionary<string, string> Read(Invocation invocation, Func<FieldDefinition, string>? ask)
    {
        var line = invocation.Arguments.CommandResult;
        IEnumerable<(FieldDefinition Field, string? Text)> given =
        [
            .. _arguments.Select(pair => (pair.Key, line.GetValue(pair.Value))),
            .. _options.Select(pair => (pair.Key, line.GetValue(pair.Value))),
            .. _fromFile.Select(pair => (pair.Key, line.GetValue(pair.Value) is { } file ? GivenText.OfFile(pair.Key, file) : null)),
            .. FromInput(line).Select(field => (field, ask?.Invoke(field) ?? GivenText.OfInput(field))),
        ];
        return given.Where(value => value.Text is not null).ToDictionary(value => value.Field.Name, value => value.Text!);
    }

    private IEnumerable<FieldDefinition> FromInput(CommandResult line) => _fromInput.Where(pair => line.GetValue(pair.Value)).Select(pair => pair.Key);

    private void RefuseContradictions(CommandResult line)
    {
        var fromInput = FromInput(line).ToList();
        if (fromInput.Count > 1)
        {
            line.AddError($"{string.Join(" and ", fromInput.Select(SectionOptions.InputOf))} exclude each other: standard input gives one value.");
        }

        foreach (var field in fromInput.Where(field => line.GetValue(_fromFile[field]) is not null))
        {
            line.AddError($"{SectionOptions.InputOf(field)} and {SectionOptions.FileOf(field)} exclude each other.");
        }
    }

    private static Argument<string?> CreateArgument(FieldDefinition field)
    {
        var argument = new Argument<string?>(field.Name) { HelpName = field.Name, Description = FieldText.Describe(field), Arity = ArgumentArity.ZeroOrOne };
        argument.CompletionSources.Add([.. ValuesOf(field)]);

        // The parser takes an option that it does not know for a value.
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value is ['-', not (>= '0' and <= '9'), ..]))
            {
                result.AddError($"Unrecognized option '{token.Value}'.");
            }
        });
        return argument;
    }

    private static Option<string?> CreateOption(FieldDefinition field)
    {
        var option = new Option<string?>(((FieldInput.Option)field.Input).Name)
        {
            Description = FieldText.Describe(field),
            HelpName = ValuesOf(field) is { Count: > 0 } values ? string.Join('|', values) : field.TypeName,
        };
        option.CompletionSources.Add([.. ValuesOf(field)]);
        return option;
    }

    private static IReadOnlyList<string> ValuesOf(FieldDefinition field) =>
        field.Choices.Count == 0 && field.Type is FieldType.Boolean ? ["true", "false"] : field.Choices;
}
