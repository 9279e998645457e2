using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Versions;

internal sealed class VersionsCommand : VerbCommand
{
    private readonly Option<bool> _check = new("--check") { Description = "Exit with 1 when something that runs is outside of the manifest" };

    private readonly Option<bool> _available = new("--available") { Description = "Ask the registries what they have under each reference now; nothing is pulled" };

    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    public VersionsCommand(CommandLineContext context)
        : base(
            "versions",
            "Show what runs against what the manifest allows, required stops and guides. Asks no registry unless told to, and pulls nothing.",
            "shipkeeper versions",
            "shipkeeper versions --available",
            "shipkeeper versions --check")
    {
        Add(_check);
        Add(_available);
        Add(_json);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleasedAndEngine();
        var output = invocation.Output(invocation.Value(_json));
        var report = (await VersionsObserver.ObserveAsync(session, invocation.Value(_available), invocation.Stop)).Judge();
        Show(report, output, invocation.Value(_json));
        return invocation.Value(_check) && report.Errors > 0 ? throw VersionsErrors.Outside(report.Errors, report.Manifest!) : ExitCode.Done;
    }

    private static void Show(VersionsReport report, Output output, bool json)
    {
        if (json)
        {
            output.Json(report, VersionsJson.Default.VersionsReport);
            return;
        }

        foreach (var line in VersionsText.Lines(report, output.Style))
        {
            output.Advice(line);
        }
    }
}
