using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Versions;

/// <summary>What runs against what the manifest says belongs together. Changes nothing.</summary>
internal sealed class VersionsFeature : IFeature
{
    public IReadOnlyList<ErrorCode> Errors => VersionsErrors.All;

    public Command CreateCommand(CommandLineContext context) => new VersionsCommand(context);
}
