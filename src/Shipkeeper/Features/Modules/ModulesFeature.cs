using System.CommandLine;
using Shipkeeper.BuiltIn;
using Shipkeeper.Modules;
using Shipkeeper.Modules.Permissions;
using Shipkeeper.Modules.SelfUpdate;
using Shipkeeper.Modules.State;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Modules;

internal sealed class ModulesFeature : IFeature
{
    public IReadOnlyList<ErrorCode> Errors => [.. ModuleErrors.All, .. SelfUpdateErrors.All, .. BuiltInErrors.All, .. PermissionErrors.All, .. StateErrors.All];

    public Command CreateCommand(CommandLineContext context) => new ModulesCommand(context);
}
