using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Planning;

/// <summary>What an upgrade would do, and why. Changes nothing.</summary>
internal sealed class PlanFeature : IFeature
{
    public Command CreateCommand(CommandLineContext context) => new PlanCommand(context);
}
