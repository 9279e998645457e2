using System.Text.Json.Nodes;

namespace Shipkeeper.Modules.State;

/// <summary>What is to be backed up.</summary>
/// <param name="Files">Absolute paths of files, links and folders; none is inside of another.</param>
/// <param name="Services">Units of systemd.</param>
internal sealed record StateRequest(string? Description, IReadOnlyList<string> Files, IReadOnlyList<string> Services, IReadOnlyList<StateDatabase> Databases)
{
    /// <summary>What an index declares in <c>config.state</c>, also named <c>backup</c>.</summary>
    /// <exception cref="ShipkeeperException"><c>modules.bad-state</c></exception>
    public static StateRequest OfDeclared(JsonObject index) =>
        Of(ModuleConfig.Of(index) is { } config ? config["state"] as JsonObject ?? config["backup"] as JsonObject ?? [] : []);

    /// <inheritdoc cref="OfDeclared"/>
    public static StateRequest Of(JsonObject fields) => new(
        fields["description"]?.ToString(),
        Outermost([.. Items(fields, "files", "directories", "paths").Select(PathOf).Distinct(StringComparer.Ordinal)]),
        [.. Items(fields, "services").Select(item => UnitOf(TextOf(item, "name", "unit", "service"))).Distinct(StringComparer.Ordinal)],
        [.. Items(fields, "databases", "database").Select(StateDatabase.Of).Distinct()]);

    public bool IsEmpty => Files.Count + Services.Count + Databases.Count == 0;

    private static string PathOf(JsonNode? item) => StatePath.Of(TextOf(item, "path", "source"));

    private static string UnitOf(string name) =>
        name.StartsWith('-') || name.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter is '/' or '*' or '?' or '[')
            ? throw StateErrors.BadRequest($"'{name}' is no name of a service")
            : name;

    private static IEnumerable<JsonNode?> Items(JsonObject fields, params string[] names) => names.SelectMany(name => fields[name] switch
    {
        null => [],
        JsonArray list => list,
        var one => (IEnumerable<JsonNode?>)[one],
    });

    private static string TextOf(JsonNode? item, params string[] names) =>
        (item is JsonObject fields ? names.Select(name => fields[name]).FirstOrDefault(value => value is not null) : item) is JsonValue value && value.ToString() is { Length: > 0 } text
            ? text
            : throw StateErrors.BadRequest($"an entry has no '{names[0]}'");

    /// <summary>What is inside of another one comes back with that.</summary>
    private static IReadOnlyList<string> Outermost(IReadOnlyList<string> paths) => [.. paths.Where(path => !paths.Any(other => other != path && StatePath.IsInside(path, other)))];
}
