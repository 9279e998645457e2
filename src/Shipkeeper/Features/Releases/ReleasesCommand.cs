using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Releases;

internal sealed class ReleasesCommand : VerbCommand
{
    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    public ReleasesCommand(CommandLineContext context)
        : base(
            "releases",
            "List the releases that are kept: each can be returned to, and some with their data.",
            "shipkeeper releases", "shipkeeper releases --json", "shipkeeper releases mark 3 stable")
    {
        Add(_json);
        Add(new MarkCommand(context));
        Add(new PruneCommand(context));
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleasedToLook();
        var output = invocation.Output(invocation.Value(_json));
        var (snapshots, unknown) = session.Releases.ReadCurrent() is null ? ([], null) : await ReturningData.FindAsync(session, invocation.Stop);
        var reports = ReleaseReport.OfAll(session, snapshots);
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
            output.Table([["RELEASE", "RECORDED (UTC)", "BY", "SOURCE", "DATA THAT CAN RETURN", "SERVICES", ""], .. reports.Select(report => report.Row(session.Time.GetUtcNow()))]);
        }

        if (unknown is not null)
        {
            output.News($"which data could return is not known, but for dumps: {unknown}");
        }

        return ExitCode.Done;
    }
}
