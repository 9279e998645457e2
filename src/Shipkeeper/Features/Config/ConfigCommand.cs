using System.CommandLine;
using Shipkeeper.PlatformFile;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Config;

internal sealed class ConfigCommand : VerbCommand
{
    private readonly Option<bool> _json = CommandLineContext.JsonOption();
    private readonly IReadOnlyDictionary<string, ConfigSectionDefinition> _sections;

    public ConfigCommand(CommandLineContext context)
        : base(
            "config",
            "Set and show the sections of the application's config, which are kept in its database; 'status' when left alone.",
            "shipkeeper config",
            "shipkeeper config admin",
            "shipkeeper config admin --show",
            "shipkeeper config api-key openai --key-stdin < key.txt")
    {
        _sections = context.PeekDefinition("config")?.Config ?? new Dictionary<string, ConfigSectionDefinition>();
        Add(_json);
        Add(new ConfigStatusCommand(context));
        foreach (var section in _sections.Values)
        {
            Add(new SectionCommand(context, section));
        }

        // What is no section reaches the action, which can say more about it than the parser.
        TreatUnmatchedTokensAsErrors = false;
        Do(context, invocation => RunAsync(invocation, _json));
    }

    private Task<int> RunAsync(Invocation invocation, Option<bool> json) => invocation.Arguments.UnmatchedTokens switch
    {
        [] => ConfigStatusCommand.RunAsync(invocation, invocation.Value(json)),
        [['-', ..] option, ..] => throw CliErrors.UsageOf($"Unrecognized command or argument '{option}'.", "shipkeeper config --help"),
        [var word, ..] => throw invocation.Context.PeekFailure ?? ConfigCommandErrors.UnknownSection(word, [.. _sections.Keys]),
    };
}
