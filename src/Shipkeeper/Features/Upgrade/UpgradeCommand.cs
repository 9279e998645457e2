using System.CommandLine;
using Shipkeeper.Moves;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Upgrade;

internal sealed class UpgradeCommand : VerbCommand
{
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the plan and touch nothing" };

    private readonly Option<bool> _retry = new("--retry") { Description = "Also a candidate that failed before" };

    public UpgradeCommand(CommandLineContext context)
        : base(
            "upgrade",
            "Move the platform to another release: the files as they are on disk. It ends on that release, proven good, or where it was.",
            "shipkeeper upgrade",
            "shipkeeper upgrade --dry-run")
    {
        Add(_dryRun);
        Add(_retry);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenPlatform();
        var output = invocation.Output();
        if (invocation.Value(_dryRun))
        {
            var view = await FilesCandidate.ObserveAsync(session, invocation.Stop);
            foreach (var line in MoveText.Lines(view, MovePlanner.Plan(view)))
            {
                output.Line(line);
            }

            return ExitCode.Done;
        }

        var outcome = await output.ShowAsync(display => session.RunAsync("upgrade", ct => PlanAsync(session, output, invocation.Value(_retry), ct), display, invocation.Stop));
        var current = session.Releases.ReadCurrent()!;
        output.News($"{session.Platform.Name}: {(outcome is null ? $"nothing to do, release {current.Number} is what the files say" : $"release {current.Number} is up")}");
        return ExitCode.Done;
    }

    private static async Task<Engine.Planning.Plan> PlanAsync(PlatformSession session, Output output, bool retry, CancellationToken ct)
    {
        var view = await FilesCandidate.ObserveAsync(session, ct);
        var plan = MovePlanner.Plan(view);
        if (!retry)
        {
            FailedCandidates.Refuse(session, view);
        }

        foreach (var line in MoveText.Lines(view, plan).TakeWhile(line => line != "steps:"))
        {
            output.News(line);
        }

        return plan;
    }
}
