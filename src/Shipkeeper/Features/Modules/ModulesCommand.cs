using System.CommandLine.Help;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

internal sealed class ModulesCommand : VerbCommand
{
    public ModulesCommand(CommandLineContext context)
        : base(
            "modules",
            "Update this host by modules from a git repository. Needs neither a platform nor Docker.",
            "shipkeeper modules check",
            "shipkeeper modules run --repository https://git.example/updates.git",
            "shipkeeper modules status backup")
    {
        Add(new ListCommand(context));
        Add(new CheckCommand(context));
        Add(new RunCommand(context));
        Add(new StatusCommand(context));
        Add(new SwitchCommand(context, "enable", "Switch a module or one of its components on.", on: true));
        Add(new SwitchCommand(context, "disable", "Switch a module or one of its components off: it is neither run nor updated.", on: false));
        Add(new BranchCommand(context));
        Add(new PermissionsCommand(context));
        Add(new BackupCommand(context));
        Add(new RestoreCommand(context));
        Add(new HostCommand(context));
        Add(new InstallCommand(context));
        Add(new NewCommand(context));
        SetAction(parsed => new HelpAction().Invoke(parsed));
    }
}
