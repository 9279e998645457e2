using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Releases;

/// <summary>The releases that are kept, and the one to return to in need.</summary>
internal sealed class ReleasesFeature : IFeature
{
    public Command CreateCommand(CommandLineContext context) => new ReleasesCommand(context);
}
