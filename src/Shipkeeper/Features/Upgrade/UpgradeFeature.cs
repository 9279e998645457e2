using System.CommandLine;
using Shipkeeper.Moves;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Upgrade;

/// <summary>Moves the platform to another release, or leaves it exactly where it was.</summary>
internal sealed class UpgradeFeature : IFeature
{
    public IReadOnlyList<ErrorCode> Errors => MoveErrors.All;

    public Command CreateCommand(CommandLineContext context) => new UpgradeCommand(context);
}
