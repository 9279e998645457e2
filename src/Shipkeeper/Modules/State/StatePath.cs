namespace Shipkeeper.Modules.State;

internal static class StatePath
{
    /// <returns>The same path without anything that is said twice.</returns>
    /// <exception cref="ShipkeeperException"><c>modules.bad-state</c>: it is not absolute, or all of this host.</exception>
    public static string Of(string path) =>
        path.StartsWith('/') && !path.Contains('\0') && Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)) is { Length: > 1 } full
            ? full
            : throw StateErrors.BadRequest($"'{path}' is no absolute path");

    public static bool IsInside(string path, string folder) => $"{path}/".StartsWith($"{folder}/", StringComparison.Ordinal);
}
