using Shipkeeper.Tools.Docker;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.BuiltIn.Disk;

/// <summary>Makes room on the disk: images that nobody needs, releases beyond retention, old logs. Never what a kept release needs.</summary>
internal sealed class DiskSpace(IToolRunner tools, TimeProvider time)
    : BuiltInModule<DiskSpaceConfig>(ModuleName, "Makes room: images that nobody needs, releases beyond retention, old logs", BuiltInJson.Default.DiskSpaceConfig)
{
    public const string ModuleName = "disk-space";

    protected override async Task<bool> RunAsync(BuiltInRun run, DiskSpaceConfig config, CancellationToken ct)
    {
        using var docker = new DockerEngine(EngineEndpoint.FromEnvironment(), time);
        var containers = await docker.Containers.ListAsync([], all: true, ct);

        // Releases first: an image that only they needed may go with the others.
        var changed = await new OldReleases(tools, run).RemoveAsync(config.Platforms, containers, ct);
        changed |= config.ImageDays > 0 && await new UnusedImages(docker, run).RemoveAsync(containers, time.GetUtcNow().AddDays(-config.ImageDays), ct);
        changed |= config.JournalMegabytes > 0 && await new SystemJournal(tools, run).ShrinkAsync(config.JournalMegabytes, ct);
        changed |= config.Logs.Aggregate(seed: false, (any, folder) => OldLogs.Remove(folder, time.GetUtcNow(), run) | any);

        var dataRoot = (await docker.InfoAsync(ct)).DataRoot;
        ContainerLogs.Tell(dataRoot, containers, config.ContainerLogMegabytes, run.Log);
        RequireFree(dataRoot, config.FreeMegabytes);
        return changed;
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
