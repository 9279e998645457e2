using System.Globalization;
using System.Text.RegularExpressions;
using Shipkeeper.Model;
using Shipkeeper.PlatformFile;
using Shipkeeper.State;
using Shipkeeper.Tools.Docker;

namespace Shipkeeper.Database;

/// <summary>The major version of a PostgreSQL server: no other one reads its files.</summary>
internal static partial class ServerMajor
{
    /// <summary>As the official image says it, and those that begin with it.</summary>
    private const string ImageVariable = "PG_MAJOR";

    public static async Task<int> OfAsync(DatabaseServer server, CancellationToken ct) => int.Parse(
        (await server.Connection.QueryAsync("select current_setting('server_version_num')::int / 10000", 1, ct)).Value!, CultureInfo.InvariantCulture);

    /// <returns>Null where the image does not say it.</returns>
    public static int? Of(ImageDetails image) =>
        int.TryParse(image.Environment.GetValueOrDefault(ImageVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null;

    /// <returns>Null for a platform without a database of its own, and where its image is not here or does not say it.</returns>
    public static async Task<int?> OfAsync(DockerEngine docker, DatabaseDefinition? database, IReadOnlyDictionary<string, Pin> pins, CancellationToken ct) =>
        database?.Service.Text is { } service && pins.TryGetValue(service, out var pin) && await PresentImages.FindAsync(docker, pin.Exact, ct) is { } image ? Of(image) : null;

    /// <summary>Recognises a server that refuses the files of another one: only its own log says so.</summary>
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
