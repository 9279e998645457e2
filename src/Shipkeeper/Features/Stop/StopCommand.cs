using System.CommandLine;
using Shipkeeper.State;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Stop;

internal sealed class StopCommand : VerbCommand
{
    private readonly Option<bool> _keepInfrastructure = new("--keep-infra") { Description = "Leave the infrastructure layer running" };

    public StopCommand(CommandLineContext context)
        : base("stop", "Stop the application, then the infrastructure. Containers and data stay; 'start' goes on.", "shipkeeper stop", "shipkeeper stop --keep-infra")
    {
        Add(_keepInfrastructure);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        using var session = invocation.OpenReleased();
        var output = invocation.Output();
        var keepInfrastructure = invocation.Value(_keepInfrastructure);
        var outcome = await output.ShowAsync(display => session.RunAsync(
            "stop", async ct => StopPlanner.Plan(await KnownServices.FindAsync(session, ct), keepInfrastructure), display, invocation.Stop));
        output.News(outcome is null
            ? $"{session.Platform.Name}: nothing was running"
            : $"{session.Platform.Name}: {(keepInfrastructure ? "the application is stopped; the infrastructure was left running" : "stopped")}");
        return ExitCode.Done;
    }
}
