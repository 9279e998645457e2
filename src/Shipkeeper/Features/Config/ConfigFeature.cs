using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Config;

/// <summary>Layer 3: what the application is told through its database, section by section.</summary>
internal sealed class ConfigFeature : IFeature
{
    public IReadOnlyList<ErrorCode> Errors => ConfigCommandErrors.All;

    public Command CreateCommand(CommandLineContext context) => new ConfigCommand(context);
}
