using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Logs;

/// <summary>What services write.</summary>
internal sealed class LogsFeature : IFeature
{
    public IReadOnlyList<ErrorCode> Errors => LogsErrors.All;

    public Command CreateCommand(CommandLineContext context) => new LogsCommand(context);
}
