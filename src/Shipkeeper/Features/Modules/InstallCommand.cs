using Shipkeeper.Modules;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

internal sealed class InstallCommand : VerbCommand
{
    private readonly ModuleOptions _options = new();

    public InstallCommand(CommandLineContext context)
        : base(
            "install",
            "Give the module tree a Shipkeeper of its own, which its repository can renew, and let index.py and updateManager.sh call it. What was there is kept.",
            "shipkeeper modules install",
            "shipkeeper modules install --path /opt/updates")
    {
        _options.AddTreeTo(this);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        var session = _options.Open(invocation);
        var output = invocation.Output();
        await using var hold = await output.ShowAsync(display => session.HoldAsync(session.CreateOperations(runner: null), "modules install", display, invocation.Stop));
        var isNew = session.Versions.InstallThis();
        var changed = OldCommands.Install(session.Tree.Files);
        if (isNew)
        {
            output.News($"{session.Versions.Link}: Shipkeeper {ProgramVersion.Text}");
        }

        if (changed.Count > 0)
        {
            output.News($"{session.Tree.Root}: {string.Join(" and ", changed)} now call Shipkeeper");
        }

        if (!isNew && changed.Count == 0)
        {
            output.News($"{session.Tree.Root}: nothing to do");
        }

        return ExitCode.Done;
    }
}
