using System.CommandLine;
using Shipkeeper.Modules.State;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

internal sealed class RestoreCommand : VerbCommand
{
    private readonly ModuleOptions _options = new();

    private readonly Argument<string> _module = ModuleOptions.InstalledModule();

    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask" };

    public RestoreCommand(CommandLineContext context)
        : base(
            "restore",
            "Put the files, services and databases of a module back as they were at its backup. What appeared in its folders since is removed.",
            "shipkeeper modules restore website")
    {
        Add(_module);
        _options.AddTreeTo(this);
        Add(_yes);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        var (session, module, output) = (_options.Open(invocation), invocation.Value(_module)!, invocation.Output());
        var report = StateReport.Of(await LockedModule.UseAsync(
            session,
            output,
            "modules restore",
            module,
            async index =>
            {
                var kept = StateReport.Of(new StateSlot(session.Tree, module).Read());
                output.News(string.Join('\n', kept.ListPutBack().Select(line => $"  {line}").Prepend($"This puts back, as of {kept.At:yyyy-MM-dd HH:mm} UTC:")));
                Consents.Require(invocation, invocation.Value(_yes), "Replace what is there?", $"shipkeeper modules restore {module} --yes");
                return await new StateRestore(session.Tree, session.ToolRunner, module).RunAsync(StateRequest.OfDeclared(index).Databases, invocation.Stop);
            },
            invocation.Stop));
        output.News($"{module}: restored, {report.Describe()}");
        return ExitCode.Done;
    }
}
