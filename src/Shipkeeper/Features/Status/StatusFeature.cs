using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Status;

/// <summary>What is there, against what the release says. Changes nothing.</summary>
internal sealed class StatusFeature : IFeature
{
    public Command CreateCommand(CommandLineContext context) => new StatusCommand(context);
}
