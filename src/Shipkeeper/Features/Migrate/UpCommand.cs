using System.CommandLine;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Migrations;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Migrate;

internal sealed class UpCommand : VerbCommand
{
    private readonly Option<bool> _force = new("--force") { Description = "Take files as found that are not those that were applied, and apply late ones" };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the plan and touch nothing" };

    public UpCommand(CommandLineContext context)
        : base(
            "up",
            "Apply every pending migration, in order; each file is all or none, and the first failure ends it.",
            "shipkeeper migrate up",
            "shipkeeper migrate up --dry-run")
    {
        Add(_force);
        Add(_dryRun);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleased();
        var output = invocation.Output();
        var force = invocation.Value(_force);
        if (invocation.Value(_dryRun))
        {
            output.Line((await PlanAsync(invocation.Stop)).ToString().TrimEnd());
            return ExitCode.Done;
        }

        var outcome = await output.ShowAsync(display => session.RunAsync("migrate up", PlanAsync, display, invocation.Stop));
        var report = await MigrationReport.OfAsync(session, "migrate", invocation.Stop);
        output.News(outcome is null ? $"nothing to apply: {MigrateText.Summary(report)}" : MigrateText.Summary(report));
        return ExitCode.Done;

        async Task<Plan> PlanAsync(CancellationToken ct)
        {
            var before = await MigrationReport.OfAsync(session, "migrate", ct);
            MigrationRunner.RefuseNotRunnable(before.Pending.Select(standing => (standing.File!, MigrationScript.Of(standing.File!))));
            return MigratePlanner.Plan(session.Platform, before, session.Releases.ReadCurrent()?.Number, force);
        }
    }
}
