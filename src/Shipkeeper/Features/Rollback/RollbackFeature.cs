using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Rollback;

/// <summary>Moves the platform back to a release that is kept, or leaves it where it was.</summary>
internal sealed class RollbackFeature : IFeature
{
    public Command CreateCommand(CommandLineContext context) => new RollbackCommand(context);
}
