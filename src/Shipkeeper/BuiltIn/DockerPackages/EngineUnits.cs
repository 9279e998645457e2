using Shipkeeper.Tools.Apt;
using Shipkeeper.Tools.Systemd;

namespace Shipkeeper.BuiltIn.DockerPackages;

/// <summary>
/// The units of systemd that run what some packages bring. Packages differ in whether they restart them, and an engine that was not restarted is still the old
/// one, whatever is on the disk.
/// </summary>
/// <param name="invocations">Unit → its invocation before.</param>
internal sealed class EngineUnits(SystemdTool systemd, IReadOnlyDictionary<string, string> invocations)
{
    private static readonly (string Unit, string[] Packages)[] Known =
    [
        ("containerd.service", ["containerd", "containerd.io"]),
        ("docker.service", ["docker.io", "docker-ce"]),
    ];

    /// <summary>Those of the packages, as they run now.</summary>
    /// <exception cref="ShipkeeperException"><c>modules.engine</c>: one is not run by systemd, and so could not be restarted.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(SystemdTool systemd, IReadOnlyList<PackageChange> changes, CancellationToken ct)
    {
        var invocations = new Dictionary<string, string>();
        foreach (var (unit, _) in Known.Where(known => known.Packages.Any(package => changes.Any(change => change.Name == package))))
        {
            invocations[unit] = await systemd.FindInvocationAsync(unit, ct)
                ?? throw BuiltInErrors.Engine($"the engine was not upgraded: {unit} is not active, so it could not be restarted, and a new version would not be used.");
        }

        return invocations;
    }

    /// <summary>Restarts those that have not been since.</summary>
    public Task RestartOldAsync() =>
        RestartAsync(async unit => await systemd.FindInvocationAsync(unit, CancellationToken.None) is not { } now || now == invocations[unit]);

    /// <summary>Restarts all, whatever has become of them.</summary>
    public Task RestartAllAsync() => RestartAsync(_ => Task.FromResult(true));

    /// <summary>In the order in which they need each other.</summary>
    private async Task RestartAsync(Func<string, Task<bool>> isDueAsync)
    {
        foreach (var (unit, _) in Known.Where(known => invocations.ContainsKey(known.Unit)))
        {
            if (await isDueAsync(unit))
            {
                await systemd.RestartAsync(unit, CancellationToken.None);
            }
        }
    }
}
