using System.CommandLine;
using Shipkeeper.Engine.Planning;
using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Features.Backup;

/// <summary>Makes backups, lists and proves them, and lets old ones go.</summary>
internal sealed class BackupFeature : IFeature
{
    public Command CreateCommand(CommandLineContext context) => new BackupCommand(context);

    public IEnumerable<IStepKind> CreateSteps(PlatformSession session) => [new WriteBackup(session), new VerifyBackup(session)];
}
