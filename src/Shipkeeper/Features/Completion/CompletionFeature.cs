using System.CommandLine;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Completion;

/// <summary>Scripts that let a shell complete verbs, options, services and settings by asking this program.</summary>
internal sealed class CompletionFeature : IFeature
{
    public Command CreateCommand(CommandLineContext context) => new CompletionCommand(context);
}
