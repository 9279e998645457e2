using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Releases;

internal sealed class ReleasesCommand : VerbCommand
{
    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    public ReleasesCommand(CommandLineContext context)
        : base("releases", "List the releases that are kept: each can be returned to.", "shipkeeper releases", "shipkeeper releases --json", "shipkeeper releases mark 3 stable")
    {
        Add(_json);
        Add(new MarkCommand(context));
        Do(context, invocation => Task.FromResult(Run(invocation)));
    }

    private int Run(Invocation invocation)
    {
        using var session = invocation.OpenReleasedToLook();
        var output = invocation.Output(invocation.Value(_json));
        var reports = ReleaseReport.OfAll(session);
        if (invocation.Value(_json))
        {
            output.Json(reports, ReleasesJson.Default.IReadOnlyListReleaseReport);
        }
        else if (reports.Count == 0)
        {
            output.Line("no release yet");
        }
        else
        {
            output.Table([["RELEASE", "RECORDED (UTC)", "BY", "SOURCE", "SERVICES", ""], .. reports.Select(report => report.Row())]);
        }

        return ExitCode.Done;
    }
}
