using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.BuiltIn.Disk;

/// <summary>Makes room on the disk: images that nobody needs, releases beyond retention, old logs. Never what a kept release needs.</summary>
internal sealed class DiskSpace(IToolRunner tools, TimeProvider time)
    : BuiltInModule<DiskSpaceConfig>(ModuleName, "Makes room: images that nobody needs, releases beyond retention, old logs", BuiltInJson.Default.DiskSpaceConfig)
{
    public const string ModuleName = "disk-space";

    private readonly List<ShipkeeperException> _failures = [];

    /// <summary>Where the engine keeps images and volumes; null where it did not say.</summary>
    private string? _dataRoot;

    protected override async Task<bool> RunAsync(BuiltInRun run, DiskSpaceConfig config, CancellationToken ct)
    {
        config.Logs.ToList().ForEach(OldLogs.Require);
        var changed = await AttemptAsync(() => MakeRoomInEngineAsync(run, config, ct));
        changed |= config.JournalMegabytes > 0 && await AttemptAsync(() => new SystemJournal(tools, run).ShrinkAsync(config.JournalMegabytes, ct));
        foreach (var folder in config.Logs)
        {
            changed |= await AttemptAsync(() => Task.FromResult(OldLogs.Remove(folder, time.GetUtcNow(), run)));
        }

        if (_failures.Count > 0)
        {
            throw BuiltInErrors.Disk(_failures[0].Message, [.. _failures.SelectMany(failure => failure.Details), .. _failures.Skip(1).Select(failure => failure.Message)]);
        }

        if (run.Applies && _dataRoot is { } dataRoot)
        {
            RequireFree(dataRoot, config.FreeMegabytes);
        }

        return changed;
    }

    /// <summary>An engine that does not answer, perhaps because the disk is full, is no reason to keep logs.</summary>
    private async Task<bool> MakeRoomInEngineAsync(BuiltInRun run, DiskSpaceConfig config, CancellationToken ct)
    {
        using var docker = new DockerEngine(EngineEndpoint.FromEnvironment(), time);
        var containers = await docker.Containers.ListAsync([], all: true, ct);

        // Releases first: an image that only they needed may go with the others.
        var changed = await AttemptAsync(() => new OldReleases(tools, run).RemoveAsync(config.Platforms, containers, ct));
        changed |= config.ImageDays > 0 && await AttemptAsync(() => new UnusedImages(docker, run).RemoveAsync(containers, time.GetUtcNow().AddDays(-config.ImageDays), ct));
        _dataRoot = (await docker.InfoAsync(ct)).DataRoot;
        ContainerLogs.Tell(_dataRoot, containers, config.ContainerLogMegabytes, run.Log);
        return changed;
    }

    /// <summary>What cannot be removed is no reason to leave the rest.</summary>
    private async Task<bool> AttemptAsync(Func<Task<bool>> act)
    {
        try
        {
            return await act();
        }
        catch (ShipkeeperException failure)
        {
            _failures.Add(failure);
            return false;
        }
    }

    private static void RequireFree(string dataRoot, int megabytes)
    {
        // An engine elsewhere has no disk here.
        if (Directory.Exists(dataRoot) && new DriveInfo(dataRoot).AvailableFreeSpace >> 20 is var free && free < megabytes)
        {
            throw BuiltInErrors.Disk($"{dataRoot} has {free} MB free, and {megabytes} are wanted; everything has gone that may.");
        }
    }
}
