using Shipkeeper.Model;
using Shipkeeper.Tools.Compose;

namespace Shipkeeper.State;

/// <summary>Refuses bind mounts whose source is missing inside the platform directory: the engine would make an empty folder of that name.</summary>
internal static class BindSources
{
    public static void Check(Platform platform, ResolvedModel model)
    {
        var missing = FindMissing(platform, model);
        if (missing.Count > 0)
        {
            throw StateErrors.BindSources(missing);
        }
    }

    public static IReadOnlyList<string> FindMissing(Platform platform, ResolvedModel model) =>
    [
        .. from service in model.Services
           from mount in service.Value.BindMounts()
           where mount.Source!.StartsWith(platform.Directory + "/", StringComparison.Ordinal) && !Path.Exists(mount.Source)
           select $"'{service.Key}' mounts {Path.GetRelativePath(platform.Directory, mount.Source!)}, which is not there",
    ];
}
