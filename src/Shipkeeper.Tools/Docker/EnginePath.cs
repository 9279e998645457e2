using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Shipkeeper.Tools.Docker.Wire;

namespace Shipkeeper.Tools.Docker;

/// <summary>Puts names from outside into a path, where none may become more than one segment, and none another call.</summary>
internal static partial class EnginePath
{
    /// <summary>A name or id of a container, network, volume or exec. Error: <c>docker.not-found</c>, for no such thing can exist.</summary>
    public static string Segment(string name, string subject) =>
        IsName().IsMatch(name) ? Uri.EscapeDataString(name) : throw DockerErrors.NotFound(subject);

    /// <summary>An image reference or id: its slashes are escaped with the rest. Error: <c>docker.not-found</c>.</summary>
    public static string Image(string reference) =>
        IsReference().IsMatch(reference) && !reference.Split('/').Any(part => part is "" or "." or "..")
            ? Uri.EscapeDataString(reference)
            : throw DockerErrors.NotFound($"image '{reference}'");

    /// <summary>A query of the parts that are set.</summary>
    public static string Query(params IEnumerable<(string Name, string? Value)> parts)
    {
        var set = string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return set.Length == 0 ? "" : "?" + set;
    }

    public static string? Filters(params IEnumerable<(string Name, IEnumerable<string> Values)> filters)
    {
        var set = filters.Select(filter => (filter.Name, Values: filter.Values.ToArray())).Where(filter => filter.Values.Length > 0)
            .ToDictionary(filter => filter.Name, filter => filter.Values);
        return set.Count == 0 ? null : JsonSerializer.Serialize(set, EngineJson.Default.DictionaryStringStringArray);
    }

    public static string Flag(bool value) => value ? "1" : "0";

    public static string Seconds(TimeSpan span) => Math.Ceiling(span.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Seconds with nanoseconds, as the engine wants an instant.</summary>
    public static string Instant(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerSecond}.{ticks % TimeSpan.TicksPerSecond:D7}00");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_.-]*\z")]
    private static partial Regex IsName();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_.:/@-]*\z")]
    private static partial Regex IsReference();
}
