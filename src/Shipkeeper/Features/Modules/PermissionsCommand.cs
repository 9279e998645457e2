using System.CommandLine;
using Shipkeeper.Modules.Permissions;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

internal sealed class PermissionsCommand : VerbCommand
{
    private readonly ModuleOptions _options = new();

    private readonly Argument<string> _module = ModuleOptions.InstalledModule();

    private readonly Option<bool> _json = CommandLineContext.JsonOption();

    public PermissionsCommand(CommandLineContext context)
        : base("permissions", "Set owners, groups and modes as the index of a module declares them.", "shipkeeper modules permissions website")
    {
        Add(_module);
        _options.AddTreeTo(this);
        Add(_json);
        Do(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation)
    {
        var output = invocation.Output(invocation.Value(_json));
        var results = await LockedModule.UseAsync(
            _options.Open(invocation),
            output,
            "modules permissions",
            invocation.Value(_module)!,
            index => Task.Run(() => PermissionResult.OfAll(PermissionTarget.ListDeclared(index), invocation.Stop)),
            invocation.Stop);
        Show(results, output, invocation.Value(_json));
        PermissionErrors.ThrowIfAnyFailed(results);
        return ExitCode.Done;
    }

    private static void Show(IReadOnlyList<PermissionResult> results, Output output, bool json)
    {
        if (json)
        {
            output.Json(results, PermissionsJson.Default.IReadOnlyListPermissionResult);
        }
        else if (results.Count == 0)
        {
            output.Line("the module declares no permissions");
        }
        else
        {
            output.Table([["PATH", "CHANGED", ""], .. results.Select(Row)]);
        }
    }

    private static string[] Row(PermissionResult result) =>
        [result.Path, $"{result.Changed:N0} of {result.Entries:N0}", result.Error is null ? "" : $"{result.Failed:N0} failed"];
}
