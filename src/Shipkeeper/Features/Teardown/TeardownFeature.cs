using System.CommandLine;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Teardown;

/// <summary>Removes a platform from its engine: containers and networks; data, images and secrets only when each is asked for.</summary>
internal sealed class TeardownFeature : IFeature
{
    public IReadOnlyList<ErrorCode> Errors => TeardownErrors.All;

    public Command CreateCommand(CommandLineContext context) => new TeardownCommand(context);

    public IEnumerable<IStepKind> CreateSteps(PlatformSession session) => [new RemoveFromEngine(session), new RemoveSecrets(session), new ForgetReleases(session)];
}
