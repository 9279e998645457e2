using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Recover;

/// <summary>Brings the platform onto a whole release at once when the process that moves it has died.</summary>
internal sealed class RecoverFeature : IFeature
{
    public Command CreateCommand(CommandLineContext context) => new RecoverCommand(context);
}
