using Shipkeeper.Tools.Docker;

namespace Shipkeeper.BuiltIn.Disk;

/// <summary>Logs of containers that grow without limit. They are the engine's, which has them open: told of, and not touched.</summary>
internal static class ContainerLogs
{
    /// <param name="dataRoot">The engine's folder.</param>
    public static void Tell(string dataRoot, IReadOnlyList<ContainerSummary> containers, int megabytes, Action<string> log)
    {
        foreach (var container in megabytes > 0 ? containers : [])
        {
            var file = new FileInfo(Path.Combine(dataRoot, "containers", container.Id, $"{container.Id}-json.log"));
            if (file.Exists && file.Length >> 20 is var size && size > megabytes)
            {
                log($"{container.Name}: its log has {size} MB; 'logging: options: max-size' in its compose file would limit it");
            }
        }
    }
}
