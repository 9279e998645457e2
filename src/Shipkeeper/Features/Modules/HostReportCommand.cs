using Shipkeeper.Modules;
using Shipkeeper.Modules.SelfUpdate;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

/// <summary>What an older Shipkeeper asks before we take its place.</summary>
internal sealed class HostReportCommand : VerbCommand
{
    private readonly ModuleOptions _options = new();

    public HostReportCommand(CommandLineContext context)
        : base("report", "Say which version this is, and that it can read the module tree.")
    {
        Hidden = true;
        _options.AddTreeTo(this);
        Do(context, invocation => Task.FromResult(Report(invocation)));
    }

    private int Report(Invocation invocation)
    {
        invocation.Output(json: true).Json(OrchestratorReport.OfThis(_options.Open(invocation)), ModulesJson.Default.OrchestratorReport);
        return ExitCode.Done;
    }
}
