using System.CommandLine;
using Shipkeeper.Modules;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

internal sealed class ListCommand : VerbCommand
{
    private readonly ModuleOptions _options = new();

    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    public ListCommand(CommandLineContext context)
        : base("list", "List the modules of this host, in the order in which they run.", "shipkeeper modules list", "shipkeeper modules list --json")
    {
        _options.AddTreeTo(this);
        Add(_json);
        Do(context, invocation => Task.FromResult(Run(invocation)));
    }

    private int Run(Invocation invocation)
    {
        var session = _options.Open(invocation);
        var output = invocation.Output(invocation.Value(_json));
        var modules = session.Tree.List();
        var lastRuns = ModuleLastRun.FindAll(session, modules.Where(module => module.IsEnabled).Select(module => module.Name));
        IReadOnlyList<ModuleReport> reports =
        [
            .. modules.OrderBy(module => module.Index?.Priority ?? int.MaxValue).ThenBy(module => module.Name, StringComparer.Ordinal)
                .Select(module => ModuleReport.Of(session, module, lastRuns.GetValueOrDefault(module.Name))),
        ];
        if (invocation.Value(_json))
        {
            output.Json(reports, ModuleReportJson.Default.IReadOnlyListModuleReport);
        }
        else if (reports.Count == 0)
        {
            output.Line("no modules");
        }
        else
        {
            output.Table([["MODULE", "VERSION", "PRIORITY", "GROUP", "", ""], .. reports.Select(report => report.Row())]);
        }

        Warn(session, modules, output);
        return ExitCode.Done;
    }

    private static void Warn(ModuleSession session, IReadOnlyList<InstalledModule> modules, Output output)
    {
        session.Tree.ListWithoutIndex(modules).ToList().ForEach(
            name => output.Warning($"{session.Tree.Files.Resolve(ModuleTree.PathOf(name))} has no {ModuleIndex.FileName}, so it is no module"));
        try
        {
            session.Tree.ReadGlobalIndex();
        }
        catch (ShipkeeperException problem)
        {
            output.Warning(problem.Message);
        }
    }
}
