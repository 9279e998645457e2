using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Shell;

/// <summary>A shell inside a running service.</summary>
internal sealed class ShellFeature : IFeature
{
    public Command CreateCommand(CommandLineContext context) => new ShellCommand(context);
}
