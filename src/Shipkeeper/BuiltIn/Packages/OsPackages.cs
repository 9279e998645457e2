using Shipkeeper.Tools.Apt;
using Shipkeeper.Tools.Processes;

namespace Shipkeeper.BuiltIn.Packages;

/// <summary>
/// Upgrades the packages of a Debian or Ubuntu host. What an interrupted dpkg has left is finished first; nothing is removed; what the host needs a
/// restart for is said, and the host is not restarted.
/// </summary>
internal sealed class OsPackages(IToolRunner tools) : BuiltInModule<OsPackagesConfig>(ModuleName, "Upgrades the packages of the host, by apt", BuiltInJson.Default.OsPackagesConfig)
{
    public const string ModuleName = "os-packages";

    /// <summary>Debian Policy has no word for it; update-notifier and unattended-upgrades write and read these.</summary>
    private const string RebootMark = "/run/reboot-required";

    protected override async Task<bool> RunAsync(BuiltInRun run, OsPackagesConfig config, CancellationToken ct)
    {
        var apt = new AptTool(tools, run.Log);
        var isRepaired = await UnfinishedPackages.FinishAsync(apt, run, ct);
        if (run.Applies && config.Refresh)
        {
            await apt.RefreshAsync(ct);
        }

        var possible = await apt.SimulateUpgradeAsync(ct);
        var wanted = Choose(possible, config);
        if (wanted.Count > 0)
        {
            // apt takes seconds to simulate what it has just simulated.
            await UpgradeAsync(apt, run, config, wanted, wanted.Count == possible.Count ? possible : await apt.SimulateAsync(wanted, ct), ct);
        }

        if (run.Applies && (isRepaired || wanted.Count > 0))
        {
            await RequireWholeAsync(apt, ct);
        }

        TellOfReboot(run);
        return isRepaired || wanted.Count > 0;
    }

    private static IReadOnlyList<PackageChange> Choose(IReadOnlyList<PackageChange> possible, OsPackagesConfig config) =>
        [.. possible.Where(change => change is { From: not null, To: not null } && !StaysAsItIs(change, config)).Take(config.Limit > 0 ? config.Limit : int.MaxValue)];

    private static bool StaysAsItIs(PackageChange change, OsPackagesConfig config) =>
        EnginePackages.Contain(change) || config.Hold.Any(name => change.Name == name || change.Name.StartsWith(name + ":", StringComparison.Ordinal));

    /// <param name="changes">What comes with them.</param>
    private static async Task UpgradeAsync(
        AptTool apt, BuiltInRun run, OsPackagesConfig config, IReadOnlyList<PackageChange> wanted, IReadOnlyList<PackageChange> changes, CancellationToken ct)
    {
        if (changes.FirstOrDefault(change => change.To is null || StaysAsItIs(change, config)) is { } unwanted)
        {
            throw BuiltInErrors.Packages($"nothing was upgraded: '{unwanted}' would be a part of it, and is not to be.");
        }

        changes.ToList().ForEach(change => run.Log(change.ToString()));
        if (!run.Applies)
        {
            return;
        }

        // Fetched first, because that can be stopped at any moment.
        await apt.DownloadAsync(wanted, ct);
        await apt.InstallAsync(wanted);
        if (await apt.FindMissingAsync(changes, ct) is { Count: > 0 } missing)
        {
            throw BuiltInErrors.Packages("apt ended well, and not every package is installed in the version that was wanted.", [.. missing.Select(change => change.ToString())]);
        }
    }

    private static async Task RequireWholeAsync(AptTool apt, CancellationToken ct)
    {
        if (await apt.AuditAsync(ct) is { Count: > 0 } faults)
        {
            throw BuiltInErrors.Packages("dpkg still finds packages that are not wholly installed.", faults);
        }
    }

    private static void TellOfReboot(BuiltInRun run)
    {
        if (File.Exists(RebootMark))
        {
            var packages = File.Exists($"{RebootMark}.pkgs") ? string.Join(", ", File.ReadLines($"{RebootMark}.pkgs").Distinct().Take(20)) : "";
            run.Log($"this host is to be restarted{(packages.Length > 0 ? $", for {packages}" : "")}");
        }
    }
}
