using System.CommandLine;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Init;

/// <summary>Layer 1: the settings and secrets of this host, written once.</summary>
internal sealed class InitFeature : IFeature
{
    private readonly EnteredSecrets _entered = new();

    public IReadOnlyList<ErrorCode> Errors => InitErrors.All;

    public Command CreateCommand(CommandLineContext context) => new InitCommand(context, _entered);

    public IEnumerable<IStepKind> CreateSteps(PlatformSession session) =>
        [new WriteSettings(session.Files), new WriteSecrets(session, _entered), new ExcludeFromGit(session)];
}
