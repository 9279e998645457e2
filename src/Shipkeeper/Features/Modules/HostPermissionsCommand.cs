using Shipkeeper.Modules.Permissions;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

/// <summary><c>{"targets": […]}</c> → a list of results, one for each target.</summary>
internal sealed class HostPermissionsCommand : VerbCommand
{
    public HostPermissionsCommand(CommandLineContext context)
        : base("permissions", "Set owners, groups and modes.")
    {
        Hidden = true;
        Do(context, invocation => Task.FromResult(Run(invocation)));
    }

    private static int Run(Invocation invocation)
    {
        var request = HostInput.Read();
        var results = PermissionResult.OfAll(PermissionTarget.ReadAll(request["targets"]), invocation.Stop);
        invocation.Output(json: true).Json(results, PermissionsJson.Default.IReadOnlyListPermissionResult);
        PermissionErrors.ThrowIfAnyFailed(results);
        return ExitCode.Done;
    }
}
