using System.CommandLine;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Restore;

/// <summary>Puts the data of a backup into the place of what is there, or everything back as it was.</summary>
internal sealed class RestoreFeature : IFeature
{
    public IReadOnlyList<ErrorCode> Errors => RestoreErrors.All;

    public Command CreateCommand(CommandLineContext context) => new RestoreCommand(context);

    public IEnumerable<IStepKind> CreateSteps(PlatformSession session) =>
        [new RestoreBeside(session), new ExchangeDatabase(session), new NameDatabase(session), new ReplaceVolume(session), new DropOldVolumes(session)];
}
