using Shipkeeper.Engine.Planning;
using Shipkeeper.Majors;

namespace Shipkeeper.Steps;

/// <summary>The step kinds that two or more features use.</summary>
internal static class SharedSteps
{
    public static IEnumerable<IStepKind> Create(PlatformSession session) =>
    [
        new ConvergeServices(session), new PrepareServices(session), new OpenGate(session), new StopServices(session), new RestartServices(session),
        new RunMigrations(session), new RunMigrationCommand(session), new RunHook(session),
        new ProvisionSection(session), new RequireConfig(session),
        new PullExact(session), new RecordRelease(session), new CommitRelease(session), new SecureWayBack(session), new PlaceFiles(session), new BakeServices(session),
        new KeepRunning(session), new RemoveServices(session), new RetireReleases(session),
        new BarConnections(session), new OpenConnections(session), new TakeSnapshot(session), new RestoreSnapshot(session), new DropOldDatabases(session),
        new DumpServer(session), new StopServer(session), new KeepVolume(session), new FillServer(session),
    ];
}
