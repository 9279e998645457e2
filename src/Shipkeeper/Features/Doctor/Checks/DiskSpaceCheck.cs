using Shipkeeper.Model;

namespace Shipkeeper.Features.Doctor.Checks;

/// <summary>There is room for state here, and for images and containers where the engine keeps them.</summary>
internal sealed class DiskSpaceCheck : ICheck
{
    private const long FewBytes = 1L << 30;
    private const long HardlyAnyBytes = 64L << 20;

    public string Name => "disk space";

    public async Task<IReadOnlyList<Finding>> RunAsync(PlatformSession session, CancellationToken ct)
    {
        var dataRoot = (await session.Docker.InfoAsync(ct)).DataRoot;
        return [.. Find(session.Platform.Directory), .. Directory.Exists(dataRoot) ? Find(dataRoot) : []];
    }

    private static IEnumerable<Finding> Find(string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        return free >= FewBytes
            ? []
            : [new(DoctorErrors.DiskSpaceCode, free < HardlyAnyBytes ? Severity.Error : Severity.Warning, $"{free >> 20} MiB are free where {folder} is", $"df -h '{folder}'")];
    }
}
