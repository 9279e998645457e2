using System.CommandLine;
using Shipkeeper.Modules.State;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

internal sealed class BackupCommand : VerbCommand
{
    private readonly ModuleOptions _options = new();

    private readonly Argument<string> _module = ModuleOptions.InstalledModule();

    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    public BackupCommand(CommandLineContext context)
        : base("backup", "Back up the files, services and databases that the index of a module declares. One backup is kept of each module.", "shipkeeper modules backup website")
    {
        Add(_module);
        _options.AddTreeTo(this);
        Add(_json);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        var (session, module, output) = (_options.Open(invocation), invocation.Value(_module)!, invocation.Output(invocation.Value(_json)));
        var report = StateReport.Of(await LockedModule.UseAsync(
            session,
            output,
            "modules backup",
            module,
            index => new StateBackup(session.Tree, session.ToolRunner, session.Time, module).TakeAsync(StateRequest.OfDeclared(index), invocation.Stop),
            invocation.Stop));
        if (invocation.Value(_json))
        {
            output.Json(report, StateReportJson.Default.StateReport);
            return ExitCode.Done;
        }

        report.Absent.ToList().ForEach(path => output.News($"{path}: not there; what is there at a restore will be removed"));
        output.News($"{module}: backed up, {report.Describe()}");
        return ExitCode.Done;
    }
}
