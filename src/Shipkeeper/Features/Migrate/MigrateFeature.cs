using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Migrate;

/// <summary>Layer 2 by hand: which migrations are applied, which are pending, and applying them.</summary>
internal sealed class MigrateFeature : IFeature
{
    public IReadOnlyList<ErrorCode> Errors => MigrateErrors.All;

    public Command CreateCommand(CommandLineContext context) => new MigrateCommand(context);
}
