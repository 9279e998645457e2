using System.CommandLine;
using System.Text.Json.Serialization;
using Shipkeeper.Config;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Config;

internal sealed class ConfigStatusCommand : VerbCommand
{
    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    public ConfigStatusCommand(CommandLineContext context)
        : base("status", "Show each config section, and whether it is set.", "shipkeeper config status", "shipkeeper config status --json")
    {
        Add(_json);
        Do(context, invocation => RunAsync(invocation, invocation.Value(_json)));
    }

    public static async Task<int> RunAsync(Invocation invocation, bool json)
    {
        using var session = invocation.OpenPlatformToLook();
        var output = invocation.Output(json);
        var states = await SectionStates.ReadAsync(session, invocation.Stop);
        if (json)
        {
            output.Json([.. states], ConfigJson.Default.ListSectionState);
            return ExitCode.Done;
        }

        foreach (var line in ConfigText.States(states, output.Style))
        {
            output.Line(line);
        }

        return ExitCode.Done;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(List<SectionState>))]
[JsonSerializable(typeof(SectionReport))]
internal sealed partial class ConfigJson : JsonSerializerContext;
