namespace Shipkeeper.Tools.Compose;

/// <summary>Of which other service the words of the compose files share a part.</summary>
internal static class SharedPart
{
    private const string Service = "service:";

    /// <param name="mode">Of <c>network_mode</c>, <c>ipc</c> or <c>pid</c>.</param>
    /// <returns>Null for a mode that names no service.</returns>
    public static string? OfMode(string? mode) => mode?.StartsWith(Service, StringComparison.Ordinal) is true ? mode[Service.Length..] : null;

    /// <param name="source">Of <c>volumes_from</c>: <c>service[:ro]</c> or <c>container:name[:ro]</c>.</param>
    /// <returns>Null for a container.</returns>
    public static string? OfVolumes(string source) => source.Split(':') is ["container", ..] ? null : source.Split(':')[0];
}
