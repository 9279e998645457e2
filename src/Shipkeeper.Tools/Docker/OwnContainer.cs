using System.Text.RegularExpressions;

namespace Shipkeeper.Tools.Docker;

/// <summary>Finds out whether we run in a container of this engine.</summary>
public static partial class OwnContainer
{
    private const string MountsOfOurs = "/proc/self/mountinfo";

    /// <summary>
    /// The id of the container we run in; null on the host, in a container of something else, and with <c>network_mode: host</c>, where
    /// everything is reached as from the host.
    /// </summary>
    public static async Task<string?> FindAsync(DockerEngine engine, CancellationToken ct) =>
        Parse(await File.ReadAllTextAsync(MountsOfOurs, ct)) is { } id && await IsOnItsOwnNetworkAsync(engine, id, ct) ? id : null;

    /// <summary>The engine mounts three files of each container from a folder named by its id; the host name, by contrast, can be set.</summary>
    internal static string? Parse(string mounts) => EngineMount().Match(mounts) is { Success: true } mount ? mount.Groups[1].Value : null;

    private static async Task<bool> IsOnItsOwnNetworkAsync(DockerEngine engine, string id, CancellationToken ct)
    {
        try
        {
            return (await engine.Containers.InspectAsync(id, ct)).NetworkMode != "host";
        }
        catch (ShipkeeperException unknown) when (unknown.Code == DockerErrors.NotFoundCode)
        {
            return false;
        }
    }

    [GeneratedRegex(@"/containers/([0-9a-f]{64})/\S+ /etc/(?:hostname|hosts|resolv\.conf) ")]
    private static partial Regex EngineMount();
}
