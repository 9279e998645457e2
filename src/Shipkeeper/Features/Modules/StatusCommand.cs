using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

internal sealed class StatusCommand : VerbCommand
{
    private readonly ModuleOptions _options = new();

    private readonly Argument<string> _module = ModuleOptions.InstalledModule();

    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    public StatusCommand(CommandLineContext context)
        : base("status", "Show a module: its version, what is switched on, and how its last run ended.", "shipkeeper modules status backup")
    {
        Add(_module);
        _options.AddTreeTo(this);
        Add(_json);
        Do(context, invocation => Task.FromResult(Run(invocation)));
    }

    private int Run(Invocation invocation)
    {
        var session = _options.Open(invocation);
        var output = invocation.Output(invocation.Value(_json));
        var name = invocation.Value(_module)!;
        var status = ModuleStatus.Of(session, session.Tree.Get(name));
        if (invocation.Value(_json))
        {
            output.Json(status, ModuleStatusJson.Default.ModuleStatus);
        }
        else
        {
            output.Table([.. status.Rows()]);
        }

        return ExitCode.Done;
    }
}
