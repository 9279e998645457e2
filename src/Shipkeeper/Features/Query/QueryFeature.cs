using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Query;

/// <summary>One SQL statement on the platform's database.</summary>
internal sealed class QueryFeature : IFeature
{
    public IReadOnlyList<ErrorCode> Errors => QueryErrors.All;

    public Command CreateCommand(CommandLineContext context) => new QueryCommand(context);
}
