using Shipkeeper.Modules;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

internal sealed class InstallCommand : VerbCommand
{
    private readonly ModuleOptions _options = new();

    public InstallCommand(CommandLineContext context)
        : base(
            "install",
            "Let index.py and updateManager.sh of the module tree, by which the updates orchestrator was called, call Shipkeeper. What was there is kept.",
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
        var changed = OldCommands.Install(session.Tree.Files);
        output.News(changed.Count == 0 ? $"{session.Tree.Root}: nothing to do" : $"{session.Tree.Root}: {string.Join(" and ", changed)} now call Shipkeeper");
        return ExitCode.Done;
    }
}
