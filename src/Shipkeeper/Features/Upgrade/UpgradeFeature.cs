using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Upgrade;

/// <summary>Moves the platform to another release, or leaves it exactly where it was.</summary>
internal sealed class UpgradeFeature : IFeature
{
    public Command CreateCommand(CommandLineContext context) => new UpgradeCommand(context);
}
