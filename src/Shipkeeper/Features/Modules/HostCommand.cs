using System.CommandLine.Help;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

/// <summary>
/// What the Python package <c>updates</c> asks of us while its module runs, and an older Shipkeeper before we take its place: JSON in, JSON out. Not for
/// people. Takes no lock, as the run that has called us holds it.
/// </summary>
internal sealed class HostCommand : VerbCommand
{
    public HostCommand(CommandLineContext context)
        : base("host", "Do what a module asks for while it runs.")
    {
        Hidden = true;
        Add(new HostBuiltInCommand(context));
        Add(new HostReportCommand(context));
        Add(new HostPermissionsCommand(context));
        HostStateCommand.All(context).ToList().ForEach(Add);
        SetAction(parsed => new HelpAction().Invoke(parsed));
    }
}
