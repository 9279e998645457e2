using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.ComposeFiles;

/// <summary>The order of compose files, and Compose itself with exactly these files.</summary>
internal sealed class ComposeFeature : IFeature
{
    public Command CreateCommand(CommandLineContext context) => new ComposeCommand(context);
}
