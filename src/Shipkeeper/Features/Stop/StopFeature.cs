using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Stop;

/// <summary>Stops the platform, the application before the infrastructure. Containers and data stay.</summary>
internal sealed class StopFeature : IFeature
{
    public Command CreateCommand(CommandLineContext context) => new StopCommand(context);
}
