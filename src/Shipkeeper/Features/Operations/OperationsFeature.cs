using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Operations;

/// <summary>What was done to the platform: a list, and one operation with its timeline.</summary>
internal sealed class OperationsFeature : IFeature
{
    public IReadOnlyList<ErrorCode> Errors => OperationsErrors.All;

    public Command CreateCommand(CommandLineContext context) => new OperationsCommand(context);
}
