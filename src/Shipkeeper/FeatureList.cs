using Shipkeeper.Features.Backup;
using Shipkeeper.Features.Completion;
using Shipkeeper.Features.ComposeFiles;
using Shipkeeper.Features.Config;
using Shipkeeper.Features.Doctor;
using Shipkeeper.Features.Explain;
using Shipkeeper.Features.Init;
using Shipkeeper.Features.Logs;
using Shipkeeper.Features.Migrate;
using Shipkeeper.Features.Modules;
using Shipkeeper.Features.Operations;
using Shipkeeper.Features.Planning;
using Shipkeeper.Features.Query;
using Shipkeeper.Features.Recover;
using Shipkeeper.Features.Releases;
using Shipkeeper.Features.Restart;
using Shipkeeper.Features.Restore;
using Shipkeeper.Features.Resume;
using Shipkeeper.Features.Rollback;
using Shipkeeper.Features.Shell;
using Shipkeeper.Features.Start;
using Shipkeeper.Features.Status;
using Shipkeeper.Features.Stop;
using Shipkeeper.Features.Teardown;
using Shipkeeper.Features.Update;
using Shipkeeper.Features.Upgrade;
using Shipkeeper.Features.Versions;

namespace Shipkeeper;

/// <summary>Every feature, in the order of the help. A feature that is not in this list does not exist.</summary>
internal static class FeatureList
{
    public static readonly IReadOnlyList<IFeature> All =
    [
        new InitFeature(),
        new StartFeature(),
        new StopFeature(),
        new RestartFeature(),
        new TeardownFeature(),
        new PlanFeature(),
        new UpdateFeature(),
        new UpgradeFeature(),
        new RollbackFeature(),
        new ReleasesFeature(),
        new ResumeFeature(),
        new AbandonFeature(),
        new BackupFeature(),
        new RestoreFeature(),
        new RecoverFeature(),
        new StatusFeature(),
        new VersionsFeature(),
        new LogsFeature(),
        new ShellFeature(),
        new ConfigFeature(),
        new MigrateFeature(),
        new QueryFeature(),
        new OperationsFeature(),
        new ModulesFeature(),
        new ComposeFeature(),
        new DoctorFeature(),
        new ExplainFeature(),
        new CompletionFeature(),
    ];
}
