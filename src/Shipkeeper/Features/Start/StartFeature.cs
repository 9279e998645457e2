using System.CommandLine;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Start;

/// <summary>Brings the current release up, layer by layer, each gated; the first time it records what it starts as release 1.</summary>
internal sealed class StartFeature : IFeature
{
    public IReadOnlyList<ErrorCode> Errors => StartErrors.All;

    public Command CreateCommand(CommandLineContext context) => new StartCommand(context);

    public IEnumerable<IStepKind> CreateSteps(PlatformSession session) =>
    [
        new PullImages(session), new BuildImages(session), new PutFilesBack(session),
    ];
}
