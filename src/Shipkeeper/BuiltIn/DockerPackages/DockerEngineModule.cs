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
        var apt = new AptTool(tools, run.Log);
        await UnfinishedPackages.FinishAsync(apt, run, ct);
        if (run.Applies && config.Refresh)
        {
            await apt.RefreshAsync(ct);
        }

        IReadOnlyList<PackageChange> wanted = [.. (await apt.SimulateUpgradeAsync(ct)).Where(EnginePackages.Contain)];
        if (wanted.Count == 0)
        {
            return false;
        }

        wanted.ToList().ForEach(change => run.Log(change.ToString()));
        using var docker = new DockerEngine(EngineEndpoint.FromEnvironment(), time);
        var gate = await ContainerGate.ReadAsync(docker, time, ct);
        var units = await EngineUnits.ReadAsync(new(tools), wanted, ct);
        RequireNoStop(await docker.InfoAsync(ct), gate, config);
        if (run.Applies)
        {
            // Fetched first: the engine is away only as long as the packages' scripts take.
            await apt.DownloadAsync(wanted, ct);
            await UpgradeAsync(apt, units, wanted, () => gate.RequireAsync(TimeSpan.FromSeconds(config.GateSeconds), run.Log, CancellationToken.None));
        }

        return true;
    }

    private static void RequireNoStop(EngineInfo engine, ContainerGate gate, DockerEngineConfig config)
    {
        if (!engine.LiveRestore && !config.StopContainers && gate.Count > 0)
        {
            throw BuiltInErrors.Engine(
                $"the engine was not upgraded: its {Plural.Of(gate.Count, "running container")} would stop, because it has no live-restore. "
                + "Set 'live-restore' in its daemon.json, or 'stop_containers' of this module.");
        }
    }

    /// <summary>Once begun it goes to one of its ends: nobody wants an engine without its containers.</summary>
    /// <param name="requireContainers">The gate.</param>
    private static async Task UpgradeAsync(AptTool apt, EngineUnits units, IReadOnlyList<PackageChange> wanted, Func<Task> requireContainers)
    {
        try
        {
            await apt.InstallAsync(wanted);
            await units.RestartOldAsync();
            await requireContainers();
        }
        catch (ShipkeeperException failure)
        {
            var end = await ReturnAsync(apt, units, wanted, requireContainers);
            throw BuiltInErrors.Engine($"the upgrade of the engine failed: {failure.Message.TrimEnd('.')}; {end}.", failure.Details);
        }
    }

    /// <returns>How it went.</returns>
    private static async Task<string> ReturnAsync(AptTool apt, EngineUnits units, IReadOnlyList<PackageChange> wanted, Func<Task> requireContainers)
    {
        try
        {
            await apt.DowngradeAsync(wanted);
            await units.RestartAllAsync();
            await requireContainers();
            return "the versions before are back, and so are all containers";
        }
        catch (ShipkeeperException failure)
        {
            return $"the versions before are not back: {failure.Message.TrimEnd('.')}";
        }
    }
}
