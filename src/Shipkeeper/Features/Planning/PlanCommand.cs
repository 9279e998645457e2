using System.CommandLine;
using Shipkeeper.Moves;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Planning;

internal sealed class PlanCommand : VerbCommand
{
    private readonly CandidateOptions _candidate = new();

    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    private readonly Option<bool> _exitCode = new("--exit-code") { Description = "End with 10 when there is something to upgrade to" };

    public PlanCommand(CommandLineContext context)
        : base(
            "plan",
            "Show what 'upgrade' would do and why. Changes nothing, not even by pulling.",
            "shipkeeper plan",
            "shipkeeper plan --to git:main",
            "shipkeeper plan --json",
            "shipkeeper plan --exit-code")
    {
        _candidate.AddTo(this);
        Add(_json);
        Add(_exitCode);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenPlatform();
        var output = invocation.Output(invocation.Value(_json));
        var view = await CandidateReader.ObserveAsync(session, _candidate.Of(invocation) with { Fetches = false }, invocation.Stop);
        if (invocation.Value(_json))
        {
            output.Json(MoveReport.Of(view, MovePlanner.Plan(view)), MoveJson.Default.MoveReport);
        }
        else
        {
            MoveDisplay.Show(view, output);
        }

        return invocation.Value(_exitCode) && !view.IsEmpty ? ExitCode.ChangesAvailable : ExitCode.Done;
    }
}
