using System.Text.RegularExpressions;

namespace Shipkeeper.Database;

/// <summary>Recognises a server that refuses the files of another major version: only its own log says so.</summary>
internal static partial class ServerMajor
{
    /// <param name="service">That runs the database; null for a platform without one.</param>
    /// <param name="lines">What failed services last said, each line with the name of its service.</param>
    /// <returns>Null when it failed for another reason.</returns>
    public static ShipkeeperException? FindMismatch(string? service, IReadOnlyList<string> lines) => lines
        .Where(line => service is not null && line.StartsWith($"{service} |", StringComparison.Ordinal))
        .Select(line => Refusal().Match(line))
        .Where(match => match.Success)
        .Select(match => DatabaseErrors.WrongMajor(service!, match.Groups["data"].Value, match.Groups["server"].Value, lines))
        .FirstOrDefault();

    [GeneratedRegex(@"was initialized by PostgreSQL version (?<data>[0-9.]+), which is not compatible with this version (?<server>[0-9]+)")]
    private static partial Regex Refusal();
}
