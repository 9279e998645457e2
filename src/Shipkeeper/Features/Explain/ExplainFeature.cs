using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Explain;

/// <summary>An error code in full.</summary>
internal sealed class ExplainFeature : IFeature
{
    public IReadOnlyList<ErrorCode> Errors => ExplainErrors.All;

    public Command CreateCommand(CommandLineContext context) => new ExplainCommand(context);
}
