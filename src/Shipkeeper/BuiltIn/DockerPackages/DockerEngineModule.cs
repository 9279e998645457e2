using Shipkeeper.BuiltIn.Packages;
using Shipkeeper.Tools;
using Shipkeeper.Tools.Apt;
using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.BuiltIn.DockerPackages;

/// <summary>
/// Upgrades the Docker engine and Compose themselves. Afterwards every container that ran before has to run, and to be healthy if it was; else the
/// versions before come back. No operation on a platform runs meanwhile: a run of modules has the host alone.
/// </summary>
internal sealed class DockerEngineModule(IToolRunner tools, TimeProvider time)
    : BuiltInModule<DockerEngineConfig>(ModuleName, "Upgrades the Docker engine and Compose, and sees that all containers come back", BuiltInJson.Default.DockerEngineConfig)
{
    public const string ModuleName = "docker-engine";

    protected override async Task<bool> RunAsync(BuiltInRun run, DockerEngineConfig config, CancellationToken ct)
    {
        if (config.GateSeconds == 0)
        {
            throw BuiltInErrors.BadConfig(Name, "'gate_seconds' is to be 1 or more");
        }

        var apt = new AptTool(tools, run.Log);
        await UnfinishedPackages.FinishAsync(apt, run, ct);
        using var docker = new DockerEngine(EngineEndpoint.FromEnvironment(), time);
        var begun = EngineUpgrade.Find(run.Folder);
        if ((begun ?? await FindAsync(apt, docker, run, config, ct)) is not { } upgrade)
        {
            return false;
        }

        if (begun is not null)
        {
            run.Log("the run before was ended in the middle of an upgrade of the engine, which is brought to an end");
        }

        if (run.Applies)
        {
            // Fetched first: the engine is away only as long as the packages' scripts take.
            await (begun is null ? apt.DownloadAsync(upgrade.Packages, ct) : Task.CompletedTask);
            upgrade.Begin(run.Folder);
            var gate = new ContainerGate(docker, time, upgrade.Containers, TimeSpan.FromSeconds(config.GateSeconds), run.Log);
            await new EngineReplacement(apt, new(new(tools), upgrade.Invocations), gate, upgrade.Packages).RunAsync(() => EngineUpgrade.End(run.Folder));
        }

        return true;
    }

    /// <returns>Null when there is nothing newer.</returns>
    /// <exception cref="ShipkeeperException"><c>modules.engine</c>: it may not be upgraded now.</exception>
    private async Task<EngineUpgrade?> FindAsync(AptTool apt, DockerEngine docker, BuiltInRun run, DockerEngineConfig config, CancellationToken ct)
    {
        if (run.Applies && config.Refresh)
        {
            await apt.RefreshAsync(ct);
        }

        IReadOnlyList<PackageChange> wanted = [.. (await apt.SimulateUpgradeAsync(ct)).Where(EnginePackages.Contain)];
        if (wanted.Count == 0)
        {
            return null;
        }

        wanted.ToList().ForEach(change => run.Log(change.ToString()));
        var containers = await ContainerGate.ReadAsync(docker, ct);
        var invocations = await EngineUnits.ReadAsync(new(tools), wanted, ct);
        RequireNoStop(await docker.InfoAsync(ct), containers.Count, config);
        return new(wanted, containers, invocations);
    }

    private static void RequireNoStop(EngineInfo engine, int containers, DockerEngineConfig config)
    {
        if (!engine.LiveRestore && !config.StopContainers && containers > 0)
        {
            throw BuiltInErrors.Engine(
                $"the engine was not upgraded: its {Plural.Of(containers, "running container")} would stop, because it has no live-restore. "
                + "Set 'live-restore' in its daemon.json, or 'stop_containers' of this module.");
        }
    }
}
