using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Restart;

/// <summary>Stops and starts services as they are, each layer gated.</summary>
internal sealed class RestartFeature : IFeature
{
    public IReadOnlyList<ErrorCode> Errors => RestartErrors.All;

    public Command CreateCommand(CommandLineContext context) => new RestartCommand(context);
}
