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

        Do(context, invocation => ConfigStatusCommand.RunAsync(invocation, invocation.Value(_json)));
    }

    public override ShipkeeperException? Explain(ParseResult line) =>
        line.UnmatchedTokens is [[not '-', ..] word, ..] ? ConfigCommandErrors.UnknownSection(word, [.. _sections.Keys]) : null;
}
