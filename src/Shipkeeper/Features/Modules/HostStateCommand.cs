using System.Text.Json.Nodes;
using Shipkeeper.Modules;
using Shipkeeper.Modules.State;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

/// <summary><c>{"module": "…", …}</c> → the report of a backup, or a list of them.</summary>
internal sealed class HostStateCommand : VerbCommand
{
    private readonly ModuleOptions _options = new();
    private readonly Func<ModuleSession, JsonObject, CancellationToken, Task<IReadOnlyList<StateReport>>> _act;

    private HostStateCommand(CommandLineContext context, string name, string description, Func<ModuleSession, JsonObject, CancellationToken, Task<IReadOnlyList<StateReport>>> act)
        : base(name, description)
    {
        _act = act;
        Hidden = true;
        _options.AddTreeTo(this);
        Do(context, RunAsync);
    }

    public static IEnumerable<HostStateCommand> All(CommandLineContext context) =>
    [
        new(context, "backup", "Back up what the module names.", async (session, request, stop) =>
            [StateReport.Of(await new StateBackup(session.Tree, session.ToolRunner, session.Time, ModuleOf(request)).TakeAsync(StateRequest.Of(request), stop))]),
        new(context, "restore", "Put that back.", async (session, request, stop) =>
            [StateReport.Of(await new StateRestore(session.Tree, session.ToolRunner, ModuleOf(request)).RunAsync(StateRequest.Of(request).Databases, stop))]),
        new(context, "backups", "Say what is kept, of one module or of all.", (session, request, _) => Task.FromResult<IReadOnlyList<StateReport>>(
            [.. (request["module"] is null ? StateSlot.ListModules(session.Tree) : [ModuleOf(request)]).Select(module => Look(session, module))])),
        new(context, "remove", "Remove the backup of one module.", (session, request, _) => Task.FromResult<IReadOnlyList<StateReport>>(
            new StateSlot(session.Tree, ModuleOf(request)).Remove() ? [] : throw StateErrors.NoBackup(ModuleOf(request)))),
    ];

    private async Task<int> RunAsync(Invocation invocation)
    {
        var request = HostInput.Read();
        var reports = await _act(_options.Open(invocation), request, invocation.Stop);
        invocation.Output(json: true).Json(reports, StateReportJson.Default.IReadOnlyListStateReport);
        return ExitCode.Done;
    }

    /// <summary>One that is damaged hides none of the others, and is no reason to take another in its place.</summary>
    private static StateReport Look(ModuleSession session, string module)
    {
        try
        {
            return StateReport.Of(new StateSlot(session.Tree, module).Read());
        }
        catch (ShipkeeperException problem) when (problem.Code == StateErrors.DamagedCode)
        {
            return StateReport.Damaged(module, problem);
        }
    }

    private static string ModuleOf(JsonObject request) =>
        request["module"]?.ToString() is { } module && ModuleName.IsValid(module) ? module : throw StateErrors.BadRequest("the request has no name of a module");
}
