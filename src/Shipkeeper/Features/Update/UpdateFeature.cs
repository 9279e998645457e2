using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Update;

/// <summary>Fetches what an upgrade would need, and applies nothing.</summary>
internal sealed class UpdateFeature : IFeature
{
    public Command CreateCommand(CommandLineContext context) => new UpdateCommand(context);
}
